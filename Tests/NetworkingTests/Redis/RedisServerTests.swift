import Testing

@testable import Networking

@Suite struct RedisServerTests {
    private static let address = RedisAddress.host("redis", port: 1)

    @Test func greetingSaysWhatIsConfigured() {
        #expect(RedisServer(Self.address).greeting == [["PING"]])
        var probed = RedisServer(Self.address)
        probed.probe = ["SET", "a", "1"]
        #expect(probed.greeting == [["SET", "a", "1"]])
        #expect(RedisServer(Self.address, password: "p").greeting == [["AUTH", "p"], ["PING"]])
        #expect(
            RedisServer(Self.address, user: "u", password: "p", database: 2).greeting
                == [["AUTH", "u", "p"], ["SELECT", "2"], ["PING"]])
    }

    @Test func passwordIsNotPrinted() {
        let server = RedisServer(Self.address, user: "u", password: "sEcReT", database: 3)
        var dumped = ""
        dump(server, to: &dumped)
        #expect("\(server)" == "redis:1/3")
        for text in ["\(server)", String(reflecting: server), dumped] { #expect(!text.contains("sEcReT")) }
    }
}
