import Testing

@testable import Networking

@Suite struct RedisAddressTests {
    @Test(arguments: [
        ("127.0.0.1:6379", RedisAddress.host("127.0.0.1", port: 6379)), ("[::1]:1", .host("::1", port: 1)),
        ("redis:6379", .host("redis", port: 6379)), ("a-b.c_d.example:65535", .host("a-b.c_d.example", port: 65535)),
        ("localhost:2", .host("127.0.0.1", port: 2)), ("unix:/run/redis.sock", .unix("/run/redis.sock")),
    ])
    func addressIsRead(_ text: String, _ address: RedisAddress) {
        #expect(RedisAddress(text) == address)
    }

    @Test(arguments: [
        "", "redis", "redis:", ":6379", "*:6379", "redis:0", "127.0.0.1:0", "redis:65536", "redis:+1", "::1:6379",
        "a b:1", "redis://redis:6379", "unix:redis.sock", "r@dis:1",
    ])
    func whatIsNoAddressIsRefused(_ text: String) {
        #expect(RedisAddress(text) == nil)
    }

    @Test(arguments: ["127.0.0.1:6379", "[::1]:1", "redis:6379", "unix:/run/redis.sock"])
    func addressIsWrittenAsItIsRead(_ text: String) {
        #expect(RedisAddress(text)?.description == text)
    }
}
