import TestSupport
import Testing

@testable import WeChatServer

struct PushClaimsTests {
    @Test func firstWhoAsksRunsAndOthersGetItsAnswer() throws {
        try TestInstance.two { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            let waiting = try two.claim("a1")
            #expect(try two.claim("b1").await() == "runs 1")
            #expect(waiting.outcome == nil)
            try one.end("a1", "done")
            #expect(try waiting.await() == "answered done at 7")
            #expect(try two.claim("a1").await() == "answered done at 7")
            #expect(try one.claim("a1").await() == "answered done at 7")
            #expect(one.counts.snapshot == .init(won: 1, answered: 1))
            #expect(two.counts.snapshot == .init(won: 1, answered: 2))
        }
    }

    @Test func pushWithoutAnAnswerRunsAgainWhereSomebodyWaits() throws {
        try TestInstance.two { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            let waiting = try two.claim("a1")
            try one.end("a1", nil)
            #expect(try waiting.await() == "runs 2")
        }
    }

    @Test func pushWithoutAnAnswerRunsAgainWhenItComesAgain() throws {
        try TestInstance.two { one, _, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            try one.end("a1", nil)
            #expect(try one.claim("a1").await() == "runs 2")
        }
    }

    @Test func pushesOfAUserRunOneAfterTheOther() throws {
        try TestInstance.two { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            let second = try two.claim("a2")
            // So that the third is behind it.
            #expect(try two.claim("b1").await() == "runs 1")
            let third = try one.claim("a3")
            #expect(try one.claim("c1").await() == "runs 1")
            #expect(second.outcome == nil && third.outcome == nil)
            try one.end("a1", "1")
            #expect(try second.await() == "runs 1")
            #expect(try one.claim("d1").await() == "runs 1")
            #expect(third.outcome == nil)
            try two.end("a2", "2")
            #expect(try third.await() == "runs 1")
        }
    }

    @Test func orderIsNotKeptWhereNobodyWantsIt() throws {
        try TestInstance.two({ $0.isOrdered = false }) { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            #expect(try two.claim("a2").await() == "runs 1")
        }
    }

    @Test func claimOfAServerThatIsGoneIsTakenOver() throws {
        try TestInstance.two({ $0.lease = 200 }) { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            one.stop()
            let next = try two.claim("a2")
            let again = try two.claim("a1")
            // It has lost its turn with its server.
            try eventually("a run") { next.outcome ?? again.outcome != nil }
            try two.end(next.outcome == nil ? "a1" : "a2", "done")
            #expect(try next.await() == "runs 1" && again.await() == "runs 2")
        }
    }

    @Test func claimThatIsRenewedIsNotTakenOver() throws {
        try TestInstance.two({ $0.lease = 60_000 }) { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            let waiting = try two.claim("a1")
            let first = try two.field("ends", of: "a1")
            try eventually("a renewal") { try two.field("ends", of: "a1") != first }
            #expect(waiting.outcome == nil)
            try one.end("a1", "done")
            #expect(try waiting.await() == "answered done at 7")
        }
    }

    @Test func nextProcessOfAnInstanceTakesItsClaimsOverAtOnce() throws {
        try TestInstance.two { one, two, process throws in
            #expect(try one.claim("a1").await() == "runs 1")
            one.stop()
            let waiting = try two.claim("a1")
            let other = try two.claim("a1", .replayed)
            try TestInstance.with(process, "one") { next throws in
                #expect(try next.claim("a1", .replayed).await() == "runs 2")
                #expect(waiting.outcome == nil && other.outcome == nil)
                try next.end("a1", "done")
                #expect(try other.await() == "answered done at 7")
            }
        }
    }

    @Test func otherLoopOfAnInstanceWaitsAsOthersDo() throws {
        try RedisProcess.with { process in
            try TestInstance.with(process, "one") { first throws in
                try TestInstance.with(process, "one") { second throws in
                    #expect(try first.claim("a1").await() == "runs 1")
                    let waiting = try second.claim("a1")
                    try first.end("a1", "done")
                    #expect(try waiting.await() == "answered done at 7")
                }
            }
        }
    }

    @Test func answerThatNobodyElsewhereGotIsWithdrawn() throws {
        try TestInstance.two { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            let waiting = try two.claim("a1", .committed)
            try one.end("a1", "done")
            #expect(try waiting.await() == "answered done at 7")
            #expect(try one.withdraw("a1") == true)
            #expect(try two.claim("a1").await() == "answered nothing at 7")
        }
    }

    @Test func answerThatWhoRanItHasNobodyForIsWithdrawnElsewhere() throws {
        try TestInstance.two { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            let waiting = try two.claim("a1", .committed)
            try one.end("a1", "done", isGiven: false)
            #expect(try waiting.await() == "answered done at 7")
            #expect(try two.withdraw("a1") == true)
            #expect(try one.withdraw("a1") == false)
        }
    }

    @Test func answerThatWasGivenElsewhereIsNotWithdrawn() throws {
        try TestInstance.two { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            try one.end("a1", "done")
            #expect(try two.claim("a1").await() == "answered done at 7")
            #expect(try one.withdraw("a1") == false)
            #expect(try two.withdraw("a1") == true)
            #expect(try one.withdraw("a1") == false)
            // As when the first answer was lost.
            #expect(try two.withdraw("a1") == true)
            #expect(try one.claim("a1").await() == "answered nothing at 7")
        }
    }

    @Test func answerThatWhoRanItHasGivenIsNotWithdrawn() throws {
        try TestInstance.two { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            let waiting = try two.claim("a1")
            try one.end("a1", "done")
            #expect(try waiting.await() == "answered done at 7")
            #expect(try two.withdraw("a1") == false)
            #expect(try two.claim("a1").await() == "answered done at 7")
        }
    }

    @Test func promiseIsForDeliveriesElsewhere() throws {
        try TestInstance.two { one, two, process throws in
            #expect(try one.claim("a1").await() == "runs 1")
            let waiting = try two.claim("a1")
            try one.promise("a1", "soon")
            #expect(try waiting.await() == "promised soon at 7")
            #expect(try two.claim("a1").await() == "promised soon at 7")
            // Not for who is to run it again, nor from who does not run it.
            one.stop()
            try two.promise("a1", "never")
            try TestInstance.with(process, "one") { next throws in
                #expect(try next.claim("a1", .replayed).await() == "runs 2")
                #expect(try two.claim("a1").await() == "promised soon at 7")
                try next.end("a1", "done")
                #expect(try two.claim("a1").await() == "answered done at 7")
            }
        }
    }

    @Test func whoRunsItIsToldOfADeliveryThatGivesUp() throws {
        try TestInstance.two { one, two, _ throws in
            let first = try one.claim("a1")
            #expect(try first.await() == "runs 1")
            let other = try one.claim("b1")
            #expect(try other.await() == "runs 1")
            let second = try one.claim("a2")
            try eventually("a place in line") { second.has("waits") }
            let waiting = try two.claim("a1")
            // What is told before anybody listens is lost: no more than that delivery hangs on it.
            try eventually("word") {
                try two.expire("a1")
                try two.expire("a2")
                return first.has("expires") && second.has("expires")
            }
            #expect(waiting.outcome == nil && !other.has("expires"))
        }
    }

    @Test func endThatIsToldAgainIsNoSecondRun() throws {
        try TestInstance.two { one, two, _ throws in
            #expect(try one.claim("a1").await() == "runs 1")
            try one.end("a1", "done")
            #expect(try one.withdraw("a1") == true)
            // As the next process does, which does not know what became of it.
            try one.end("a1", "done")
            #expect(try two.claim("a1").await() == "answered nothing at 7")
            #expect(one.counts.snapshot.twice == 0)
        }
    }
}
