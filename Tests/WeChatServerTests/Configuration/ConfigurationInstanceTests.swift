import Glibc
import Networking
import Testing
import WeChat

@testable import WeChatServer

struct ConfigurationInstanceTests {
    private var configuration = Configuration(accounts: [])

    @Test func instanceIsCalledAsItsHostUnlessItHasAName() {
        var named = configuration
        named.instance = "one"
        #expect(named.instanceName == "one")
        var name = utsname()
        uname(&name)
        let host = withUnsafeBytes(of: &name.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        #expect(configuration.instanceName == host)
    }

    @Test func redisIsWhereItIsSaidToBe() throws {
        #expect(try configuration.redisServer() == nil)
        var shared = configuration
        shared.redis = Secret("redis://:p@a:1")
        var server = RedisServer(.host("a", port: 1), password: "p")
        server.probe = RedisKeys.probe
        #expect(try shared.redisServer() == server)
        shared.redis = Secret("http://:sEcReT@a")
        let error = #expect(throws: StartError.self) { try shared.redisServer() }
        #expect(error?.description.contains("sEcReT") == false)
    }
}
