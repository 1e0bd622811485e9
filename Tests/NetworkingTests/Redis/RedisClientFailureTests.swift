import class TestSupport.RedisProcess
import Testing

@testable import Networking

/// What fails, whether the server may have got the command, and who waits for it.
@Suite struct RedisClientFailureTests {
    @Test func serverThatIsNotThereIsDown() throws {
        let server = try FakeRedis().server
        for server in [server, RedisServer(.unix("/nonexistent/socket")), RedisServer(.host("name.invalid", port: 1))] {
            TestRedis.with(server) { redis in
                let failure = redis.send(["SET", "a", "1"]).failure
                #expect(failure?.reason == .down && failure?.mayHaveArrived == false)
                #expect(redis.client.snapshot.health == .down)
            }
        }
    }

    /// No callback is left for later, so nobody has waited.
    @Test func nobodyWaitsForAServerThatIsDown() throws {
        let server = try FakeRedis().server
        TestRedis.with(server) { redis in
            _ = redis.send(["GET", "a"])
            redis.perform { client in
                for _ in 0..<5_000 {
                    var outcome: TestRedis.Outcome?
                    client.send(["GET", "a"]) { outcome = $0 }
                    #expect(outcome?.failure?.reason == .down && outcome?.failure?.mayHaveArrived == false)
                }
            }
        }
    }

    @Test func killedServerIsFoundAgain() throws {
        try RedisProcess.with { process in
            try TestRedis.with(process.server) { redis in
                #expect(redis.send(["SET", "a", "1"]).value == .status("OK"))
                process.kill()
                eventually("the end of the connection") { redis.client.snapshot.health == .down }
                #expect(redis.send(["GET", "a"]).failure?.reason == .down)
                try process.start()
                #expect(redis.sendUntilAnswered(["GET", "a"]) == .nil)
                #expect(redis.client.snapshot.health == .up)
            }
        }
    }

    @Test func stalledServerCostsOneDeadline() throws {
        try RedisProcess.with { process in
            TestRedis.with(process.server) { redis in
                _ = redis.send(["SET", "a", "1"])
                process.stall()
                let records = (0..<50).map { _ in redis.begin(["INCR", "a"], within: 50) }
                let failures = records.map(\.outcome.failure)
                #expect(failures[0]?.reason == .timedOut && failures[0]?.mayHaveArrived == true)
                #expect(failures.allSatisfy { $0?.reason == .timedOut || $0?.reason == .down })
                #expect(redis.client.snapshot.health == .sick && redis.client.snapshot.fault == .stalled)
                redis.perform { client in
                    var outcome: TestRedis.Outcome?
                    client.send(["INCR", "a"]) { outcome = $0 }
                    #expect(outcome?.failure?.reason == .down)
                }
                process.goOn()
                // What was on its way is done in the end, which is what `mayHaveArrived` says.
                #expect(redis.sendUntilAnswered(["GET", "a"])?.text.flatMap { Int($0) } ?? 0 >= 2)
            }
        }
    }

    @Test func answerBehindTheDeadlineIsNobodys() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let first = redis.begin(["ASK", "1"])
            let line = try fake.greet()
            try line.expect(["ASK", "1"])
            line.say("+1\r\n")
            #expect(first.outcome.value == .status("1"))
            let late = redis.begin(["ASK", "2"], within: 20)
            try line.expect(["ASK", "2"])
            #expect(late.outcome.failure?.reason == .timedOut)
            line.say("+2\r\n")
            try line.expectEnd()
            let next = try fake.greet()
            eventually("a connection") { redis.client.snapshot.health == .up }
            let other = redis.begin(["ASK", "3"])
            try next.expect(["ASK", "3"])
            next.say("+3\r\n")
            #expect(other.outcome.value == .status("3"))
            #expect(late.elements.count == 1)
        }
    }

    @Test func slowGreetingCostsTheFirstOneDeadlineOnly() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let first = redis.begin(["ASK"], within: 20)
            let line = try fake.accept()
            try line.expect(["PING"])
            #expect(first.outcome.failure?.reason == .timedOut && first.outcome.failure?.mayHaveArrived == false)
            redis.perform { client in
                var outcome: TestRedis.Outcome?
                client.send(["ASK"]) { outcome = $0 }
                #expect(outcome?.failure?.reason == .down && client.snapshot.health == .sick)
            }
            line.say("+PONG\r\n")
            eventually("a connection") { redis.client.snapshot.health == .up }
            #expect(redis.client.snapshot.counts.connections == 1)
        }
    }

    @Test func greetingWithoutAnAnswerIsGivenUp() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server, { $0.time = 50 }) { redis in
            let record = redis.begin(["ASK"])
            let line = try fake.accept()
            #expect(record.outcome.failure?.mayHaveArrived == false)
            try line.expect(["PING"])
            try line.expectEnd()
            eventually("a verdict") { redis.client.snapshot.health == .sick }
        }
    }

    @Test func resetTellsWhatMayHaveArrived() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server, { $0.unsent = 100_000_000 }) { redis in
            let first = redis.begin(["ASK"])
            let line = try fake.greet()
            try line.expect(["ASK"])
            // More than the kernel takes: the last is not written.
            let large = [UInt8](repeating: 7, count: 20_000_000)
            let second = redis.begin(["SET", "a", .bytes(large)])
            let third = redis.begin(["GET", "a"])
            line.reset()
            #expect(first.outcome.failure?.reason == .broken && first.outcome.failure?.mayHaveArrived == true)
            #expect(second.outcome.failure?.mayHaveArrived == false)
            #expect(third.outcome.failure?.mayHaveArrived == false)
        }
    }

    @Test(arguments: ["?\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "$x\r\n", "*1\r\n!\r\n", "$1\r\nabc\r\n", "\0\0\0"])
    func garbageEndsTheConnection(_ garbage: String) throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let record = redis.begin(["ASK"])
            let line = try fake.greet()
            try line.expect(["ASK"])
            line.say(garbage)
            // Some of it may pass for the begin of an answer.
            line.finish()
            let failure = record.outcome.failure
            #expect(record.outcome.value == .bytes([97]) || failure?.reason == .broken)
            try line.expectEnd()
            eventually("another connection") { redis.client.snapshot.health == .down }
            _ = try fake.greet()
        }
    }

    /// hiredis' own asynchronous layer ends the process here.
    @Test(arguments: ["+OK\r\n", "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nb\r\n", "-ERR x\r\n", ":1\r\n"])
    func answerThatNobodyAskedForEndsTheConnection(_ answer: String) throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let record = redis.begin(["ASK"])
            let line = try fake.greet()
            try line.expect(["ASK"])
            line.say("+1\r\n" + answer)
            #expect(record.outcome.value == .status("1"))
            try line.expectEnd()
            _ = try fake.greet()
            #expect(redis.client.snapshot.counts.answered == 1)
        }
    }

    @Test func noMoreThanTheBoundIsKept() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server, { ($0.commands, $0.unsent) = (3, 1_000) }) { redis in
            let records = (0..<4).map { _ in redis.begin(["ASK"]) }
            #expect(records[3].outcome.failure?.reason == .full)
            let line = try fake.greet()
            for record in records.prefix(3) {
                try line.expect(["ASK"])
                line.say("+1\r\n")
                #expect(record.outcome.value != nil)
            }
            let large = redis.send(["ASK", .bytes([UInt8](repeating: 7, count: 1_000))])
            #expect(large.failure?.reason == .full && large.failure?.mayHaveArrived == false)
        }
    }

    @Test func closedClientTellsWhoeverWaits() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let record = redis.begin(["ASK"])
            let line = try fake.greet()
            try line.expect(["ASK"])
            redis.perform { $0.close() }
            try line.expectEnd()
            #expect(record.outcome.failure?.reason == .closed && record.outcome.failure?.mayHaveArrived == true)
            #expect(redis.send(["ASK"]).failure?.reason == .closed)
            #expect(redis.client.snapshot.health == .idle)
        }
    }

    /// In the middle of the answers of one read, and with commands behind it.
    @Test func callbackMayCloseTheClient() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let record = Record<TestRedis.Outcome>()
            redis.perform { client in
                client.send(["ASK"]) { outcome in
                    record.append(outcome)
                    client.close()
                }
                client.send(["ASK"]) { outcome in
                    record.append(outcome)
                    client.close()
                    client.send(["ASK"]) { record.append($0) }
                }
            }
            let line = try fake.greet()
            for _ in 0..<2 { try line.expect(["ASK"]) }
            line.say("+1\r\n+2\r\n")
            try line.expectEnd()
            eventually("all outcomes") { record.elements.count == 3 }
            #expect(record.elements[0].value == .status("1"))
            #expect(record.elements[1].failure?.reason == .closed && record.elements[2].failure?.reason == .closed)
        }
    }

    @Test func callbackOfAFailureMaySendAgain() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let record = Record<TestRedis.Outcome>()
            redis.perform { client in
                client.send(["ASK"]) { outcome in
                    record.append(outcome)
                    client.send(["ASK"]) { record.append($0) }
                }
            }
            let line = try fake.greet()
            try line.expect(["ASK"])
            line.reset()
            eventually("both outcomes") { record.elements.count == 2 }
            #expect(record.elements[0].failure?.reason == .broken && record.elements[1].failure?.reason == .down)
        }
    }
}
