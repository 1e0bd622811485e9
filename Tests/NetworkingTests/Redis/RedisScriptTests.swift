import class TestSupport.RedisProcess
import Testing

@testable import Networking

@Suite struct RedisScriptTests {
    /// Deletes a claim if it is still its owner's.
    private static let release = RedisScript(
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0")

    @Test func scriptActsOnItsKeys() throws {
        try RedisProcess.with { process in
            TestRedis.with(process.server) { redis in
                _ = redis.send(["SET", "claim", "me"])
                #expect(redis.run(Self.release, keys: ["claim"], ["you"]).value == .integer(0))
                #expect(redis.run(Self.release, keys: ["claim"], ["me"]).value == .integer(1))
                #expect(redis.send(["GET", "claim"]).value == .nil)
            }
        }
    }

    @Test func scriptThatTheServerHasForgottenRunsOnce() throws {
        let count = RedisScript("return redis.call('INCR', KEYS[1])")
        try RedisProcess.with { process in
            TestRedis.with(process.server) { redis in
                #expect(redis.run(count, keys: ["a"]).value == .integer(1))
                _ = redis.send(["SCRIPT", "FLUSH"])
                #expect(redis.run(count, keys: ["a"]).value == .integer(2))
                #expect(redis.run(count, keys: ["a"]).value == .integer(3))
            }
        }
    }

    @Test func textGoesOnce() throws {
        let script = RedisScript("return 1")
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let records = [Record<TestRedis.Outcome>(), Record(), Record()]
            redis.perform { $0.run(script, keys: []) { records[0].append($0) } }
            let line = try fake.greet()
            try line.expect(["SCRIPT", "LOAD", "return 1"])
            try line.expect(["EVAL", "return 1", "0"])
            line.say("$4\r\nname\r\n:1\r\n")
            #expect(records[0].outcome.value == .integer(1))
            redis.perform { $0.run(script, keys: ["k"], ["v"]) { records[1].append($0) } }
            try line.expect(["EVALSHA", "name", "1", "k", "v"])
            line.say("-NOSCRIPT No matching script.\r\n")
            try line.expect(["EVAL", "return 1", "1", "k", "v"])
            line.say(":2\r\n")
            #expect(records[1].outcome.value == .integer(2))
            redis.perform { $0.run(script, keys: []) { records[2].append($0) } }
            try line.expect(["EVALSHA", "name", "0"])
            line.say("-ERR other\r\n")
            #expect(records[2].outcome.value == .error("ERR other"))
        }
    }

    @Test func taskWaitsForAScript() throws {
        try RedisProcess.with { process in
            TestRedis.with(process.server) { redis in
                let record = Record<RedisValue?>()
                redis.loop.execute { [redis] in
                    redis.loop.run { record.append(try? await redis.client.run(Self.release, keys: ["a"], ["b"])) }
                }
                eventually("a value") { !record.elements.isEmpty }
                #expect(record.elements.first == .integer(0))
            }
        }
    }

    @Test func scriptFailsAsACommandDoes() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let record = Record<TestRedis.Outcome>()
            redis.perform { $0.run(Self.release, keys: ["a"], ["b"]) { record.append($0) } }
            try fake.accept().reset()
            #expect(record.outcome.failure?.mayHaveArrived == false)
        }
    }
}
