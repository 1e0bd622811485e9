import class TestSupport.RedisProcess
import Testing

@testable import Networking

/// What the server has understood, and refuses.
@Suite struct RedisClientRefusalTests {
    /// The last two of scripts, as Redis 7 says it, and Redis 6.
    @Test(arguments: [
        "READONLY You can't write", "MISCONF disk", "OOM command not allowed. script: 0a, on @user_script:1.",
        "ERR Error running script (call to f_1): @user_script:1: @user_script: 1: -OOM command not allowed",
    ])
    func serverThatRefusesAllThatIsWrittenIsDown(_ words: String) throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let record = redis.begin(["ASK"])
            let line = try fake.greet()
            try line.expect(["ASK"])
            line.say("-\(words)\r\n")
            #expect(record.outcome.value == .error(words))
            try line.expectEnd()
            let reason = words.firstRange(of: " script: ").map { String(words[..<$0.lowerBound]) } ?? words
            #expect(redis.client.snapshot.fault == .refused(reason))
            let next = try fake.accept()
            try next.expect(["PING"])
            next.say("-\(words)\r\n")
            try next.expectEnd()
            let last = try fake.greet()
            eventually("a connection") { redis.client.snapshot.health == .up }
            last.finish()
        }
    }

    @Test func commandThatIsRefusedEndsNothing() throws {
        try RedisProcess.with { process in
            TestRedis.with(process.server) { redis in
                _ = redis.send(["SET", "OOM ", "READONLY "])
                #expect(redis.send(["LPUSH", "OOM ", "1"]).value?.isError == true)
                #expect(redis.send(["NONSENSE", "-OOM -"]).value?.isError == true)
                #expect(redis.client.snapshot.counts.connections == 1 && redis.client.snapshot.health == .up)
            }
        }
    }
}

extension RedisValue {
    fileprivate var isError: Bool { if case .error = self { true } else { false } }
}
