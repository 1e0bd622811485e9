import class TestSupport.RedisProcess
import Testing

@testable import Networking

/// With a real server.
@Suite struct RedisClientTests {
    @Test func valuesComeBack() throws {
        try RedisProcess.with { process in
            TestRedis.with(process.server) { redis in
                let bytes = [UInt8](0...255)
                #expect(redis.send(["SET", "a", .bytes(bytes)]).value == .status("OK"))
                #expect(redis.send(["GET", "a"]).value == .bytes(bytes))
                #expect(redis.send(["GET", "b"]).value == .nil)
                #expect(redis.send(["SET", "a", "2", "NX", "PX", .number(5_000)]).value == .nil)
                #expect(redis.send(["XADD", "s", "*", "k", "v"]).value?.text != nil)
                guard case .error(let words)? = redis.send(["INCR", "a"]).value else {
                    Issue.record("bytes were counted")
                    return
                }
                #expect(words.hasPrefix("ERR "))
            }
        }
    }

    @Test func tasksGetTheirOwnAnswers() throws {
        try RedisProcess.with { process in
            TestRedis.with(process.server) { redis in
                let record = Record<Int>()
                for number in 0..<300 {
                    redis.loop.execute { [redis] in
                        redis.loop.run {
                            let value = try? await redis.client.send(["ECHO", .number(number)])
                            if value?.text == "\(number)" { record.append(number) }
                        }
                    }
                }
                eventually("all answers") { record.elements.count == 300 }
                #expect(Set(record.elements) == Set(0..<300))
                #expect(redis.client.snapshot.counts.connections == 1)
            }
        }
    }

    @Test func largeValuesGoBothWays() throws {
        try RedisProcess.with { process in
            TestRedis.with(process.server) { redis in
                let bytes = [UInt8](repeating: 7, count: 3_000_000)
                #expect(redis.send(["SET", "a", .bytes(bytes)]).value == .status("OK"))
                let records = (0..<3).map { _ in redis.begin(["GET", "a"]) }
                for record in records { #expect(record.outcome.value == .bytes(bytes)) }
            }
        }
    }

    @Test func connectionGoesToItsDatabaseAsItsUser() throws {
        let user = ["--user", "u", "on", ">secret", "~*", "+@all", "--requirepass", "other"]
        try RedisProcess.with(user) { process in
            var server = process.server
            (server.user, server.password, server.database) = ("u", "secret", 5)
            TestRedis.with(server) { redis in
                #expect(redis.send(["ACL", "WHOAMI"]).value == .text("u"))
                #expect(redis.send(["CLIENT", "INFO"]).value?.text?.contains(" db=5 ") == true)
            }
            (server.user, server.password) = (nil, "other")
            TestRedis.with(server) { #expect($0.send(["ACL", "WHOAMI"]).value == .text("default")) }
        }
    }

    @Test func serverThatDoesNotWantUsIsDown() throws {
        try RedisProcess.with(["--requirepass", "right"]) { process in
            for (password, database) in [("wrong", 0), (nil, 0), ("right", 99)] {
                var server = process.server
                (server.password, server.database) = (password, database)
                TestRedis.with(server) { redis in
                    let failure = redis.send(["GET", "a"]).failure
                    #expect(failure?.mayHaveArrived == false)
                    #expect(failure?.description.contains("refused") == true)
                    guard case .refused? = redis.client.snapshot.fault else {
                        Issue.record("a fault that says why")
                        return
                    }
                }
            }
        }
    }

    @Test func nameIsLookedUp() throws {
        let fake = try FakeRedis()
        guard case .host(_, let port) = fake.server.address else { return }
        try TestRedis.with(RedisServer(.host("localhost", port: port))) { redis in
            let record = redis.begin(["ASK"])
            try fake.greet().say("+OK\r\n")
            #expect(record.outcome.value == .status("OK"))
        }
    }

    @Test func commandOfACallbackIsSent() throws {
        try RedisProcess.with { process in
            TestRedis.with(process.server) { redis in
                let record = Record<TestRedis.Outcome>()
                redis.perform { client in
                    client.send(["SET", "a", "1"]) { _ in
                        client.send(["GET", "a"]) { record.append($0) }
                    }
                }
                #expect(record.outcome.value == .text("1"))
            }
        }
    }
}
