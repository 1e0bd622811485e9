import Testing

@testable import Networking

@Suite struct RedisServerURLTests {
    @Test(
        arguments: [
            ("redis://127.0.0.1:6380", RedisServer(.host("127.0.0.1", port: 6380))),
            ("redis://redis", RedisServer(.host("redis", port: 6379))),
            ("redis://[::1]", RedisServer(.host("::1", port: 6379))),
            ("redis://[::1]:1/2", RedisServer(.host("::1", port: 1), database: 2)),
            ("redis://a.example:1/", RedisServer(.host("a.example", port: 1))),
            ("redis://:s:3/c@a:1", RedisServer(.host("a", port: 1), password: "s:3/c")),
            ("redis://u:p%40%25@@a:1/3", RedisServer(.host("a", port: 1), user: "u", password: "p@%@", database: 3)),
            ("unix:/run/redis", RedisServer(.unix("/run/redis"))),
        ])
    func urlIsRead(_ url: String, _ server: RedisServer) {
        #expect(RedisServer(url: url) == server)
    }

    @Test(
        arguments: [
            "", "a:1", "redis:a", "rediss://a:1", "http://a", "redis://", "redis://a:", "redis://a:0",
            "redis://a:70000",
            "redis://a/x", "redis://a/-1", "redis://a/1/2", "redis://@a", "redis://u@a", "redis://u:@a",
            "redis://:%4@a",
            "redis://:%zz@a", "redis://:%+1@a", "redis://:%FF@a", "redis://a b", "unix:relative",
        ])
    func otherTextIsNone(_ url: String) {
        #expect(RedisServer(url: url) == nil)
    }
}
