import Glibc
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// Redis that is away, and back.
struct PushClaimsOutageTests {
    private static let durable = ["--appendonly", "yes", "--appendfsync", "no"]

    private func with(
        _ change: (inout ClaimLimits) -> Void = { _ in },
        _ body: (TestInstance, TestInstance, RedisProcess) throws -> Void
    ) throws {
        try RedisProcess.with(Self.durable) { process in
            try TestInstance.with(process, "one", change) { one in
                try TestInstance.with(process, "two", change) { two in try body(one, two, process) }
            }
        }
    }

    private func kill(_ process: RedisProcess, _ instances: TestInstance...) throws {
        process.kill()
        try eventually("the outage") { instances.allSatisfy { $0.client.snapshot.health == .down } }
    }

    @Test func deliveryIsToldAtOnceThatRedisIsAway() throws {
        try with { one, two, process throws in
            try kill(process, one, two)
            #expect(try one.claim("a1").await() == "unreachable")
            #expect(one.counts.snapshot == .init(unreachable: 1))
        }
    }

    @Test func deliveryThatWaitsForAnotherIsToldThatRedisHasGone() throws {
        try with { one, two, process throws in
            #expect(try one.claim("a1").await() == "runs 1")
            let waiting = try two.claim("a1")
            let turn = try two.claim("a2")
            try eventually("both to wait") {
                try two.field("awaited", of: "a1") != .nil && two.field("owner", of: "a2") != .nil
            }
            try kill(process, one, two)
            #expect(try waiting.await() == "unreachable")
            #expect(try turn.await() == "unreachable")
        }
    }

    @Test func whatWasTakenMeanwhileRunsOnOneInstance() throws {
        try with { one, two, process throws in
            try kill(process, one, two)
            let first = try one.claim("a1", .committed)
            let second = try two.claim("a1", .committed)
            try eventually("a backlog") { one.counts.snapshot.waiting + two.counts.snapshot.waiting == 2 }
            try process.start()
            try eventually("a run") { first.outcome ?? second.outcome != nil }
            #expect([first.outcome, second.outcome].count { $0 == "runs 1" } == 1)
            let (winner, loser) = first.outcome == nil ? (two, first) : (one, second)
            try winner.end("a1", "done")
            #expect(try loser.await() == "answered done at 7")
        }
    }

    @Test func fullRedisIsAwayAndForgetsNothing() throws {
        try with({ ($0.lease, $0.grace, $0.recall) = (1, 600_000, 600_000) }) { one, two, process throws in
            #expect(try one.claim("a1").await() == "runs 1")
            try process.limit(toNothing: true)
            try eventually("the outage") { [one, two].allSatisfy { $0.client.snapshot.health == .down } }
            try one.end("a1", "done")
            #expect(try two.claim("b1").await() == "unreachable")
            let waiting = try two.claim("a1", .committed)
            try eventually("a backlog") { one.counts.snapshot.waiting == 1 && two.counts.snapshot.waiting == 1 }
            try process.limit(toNothing: false)
            #expect(try waiting.await() == "answered done at 7")
        }
    }

    @Test func endIsToldWhenRedisIsBack() throws {
        try with({ ($0.lease, $0.grace) = (1, 600_000) }) { one, two, process throws in
            #expect(try one.claim("a1").await() == "runs 1")
            try kill(process, one, two)
            try one.end("a1", "done")
            try eventually("a backlog") { one.counts.snapshot.waiting == 1 }
            let waiting = try two.claim("a1", .committed)
            try process.start()
            // Though the claim's lease was over long before.
            #expect(try waiting.await() == "answered done at 7")
            try eventually("no backlog") { one.counts.snapshot.waiting == 0 }
        }
    }

    @Test func claimsThatRedisHasLostAreMadeAgain() throws {
        try TestInstance.two { one, two, process throws in
            #expect(try one.claim("a1").await() == "runs 1")
            try kill(process, one, two)
            try process.start()
            try eventually("a renewal") { (try? two.field("owner", of: "a1")) ?? .nil != .nil }
            let waiting = try two.claim("a1")
            try one.end("a1", "done")
            #expect(try waiting.await() == "answered done at 7")
        }
    }

    @Test func whatWaitsIsNotAskedForBeforeOthersTellWhatRedisHasLost() throws {
        try with({ $0.recall = 600_000 }) { one, two, process throws in
            let losses = Locked<[Int]>([])
            try one.perform { stores in stores.claims.forgot = { time in losses.withLock { $0.append(time) } } }
            let before = time(nil)
            try kill(process, one, two)
            let waiting = try two.claim("a1", .committed)
            try process.start()
            try eventually("word of a loss") { losses.withLock { $0.count } == 1 }
            #expect(losses.withLock { $0[0] } >= before)
            try eventually("a connection") { two.client.snapshot.health == .up }
            try one.end("a1", "done")
            #expect(waiting.outcome == nil && two.counts.snapshot.waiting == 1)
            // It is the same process now, which has lost nothing.
            try process.limit(toNothing: true)
            try eventually("an outage") { two.client.snapshot.health == .down }
            try process.limit(toNothing: false)
            #expect(try waiting.await() == "answered done at 7")
            #expect(losses.withLock { $0.count } == 1)
        }
    }

    @Test func whoWaitsLooksAgainBehindAnOutage() throws {
        try with { one, two, process throws in
            #expect(try one.claim("a1").await() == "runs 1")
            let waiting = try two.claim("a1", .committed)
            let turn = try two.claim("a2", .committed)
            try kill(process, one, two)
            try one.end("a1", "done")
            try process.start()
            #expect(try waiting.await() == "answered done at 7")
            #expect(try turn.await() == "runs 1")
        }
    }

    @Test func pushesOfALongOutageAreAllAskedFor() throws {
        try with({ $0.isOrdered = false }) { one, two, process throws in
            try kill(process, one, two)
            let runs = Locked(0)
            try one.perform { stores in
                for number in 0..<3_000 {
                    stores.claims.claim(PushKey(user: 1, own: UInt64(number)), .committed) { _ in
                        runs.withLock { $0 += 1 }
                    }
                }
            }
            try process.start()
            try eventually("all runs") { runs.withLock { $0 } == 3_000 }
            try eventually("no backlog") { one.counts.snapshot.waiting == 0 }
        }
    }
}
