import Testing
import WeChat

@testable import WeChatServer

/// Pushes that are kept: nobody is answered before what he is answered is written.
struct InboxJournalTests {
    @Test func deliveryWaitsUntilItsPushIsKept() throws {
        var box = InboxBox(keepsPushes: true)
        #expect(try box.arrive("a1") == "runs" && box.wait("a1"))
        #expect(try box.expire("a1", rides: false) == ["refused"])
        #expect(try box.kept("a1") == ["a1", "overdue"])
        #expect(try box.expire("a1", rides: false) == ["a1"])
        #expect(try box.arrive("a1", "'") == "waits")
        #expect(try box.kept("a1") == ["a1'", "promise"])
        #expect(try box.arrive("a1", "\"") == "answered promise")
    }

    @Test func earlyAnswerIsGivenToFurtherDeliveriesWhenItIsKept() throws {
        var box = InboxBox(keepsPushes: true)
        #expect(try box.arrive("a1") == "runs" && box.wait("a1"))
        #expect(try box.promise("a1") == "a1 delivered")
        #expect(try box.arrive("a1", "'") == "waits")
        #expect(try box.kept("a1") == ["a1'", "early"])
        #expect(try box.arrive("a1", "\"") == "answered early")
        #expect(box.numbers == [1, 0])
    }

    @Test func nothingIsPromisedWhileTheAnswerIsBeingWritten() throws {
        var box = InboxBox(keepsPushes: true)
        #expect(try box.arrive("a1") == "runs" && box.wait("a1") && box.kept("a1").isEmpty)
        #expect(try box.ending("a1") == nil)
        #expect(try box.arrive("a1", "'") == "waits")
        #expect(try box.expire("a1", rides: true) == ["refused"])
        #expect(try box.finish("a1") == ["a1", "a1'"])
        #expect(try box.arrive("a1", "\"") == "answered")
    }

    @Test func whatWasPromisedIsKnownAtTheEnd() throws {
        var box = InboxBox(keepsPushes: true)
        #expect(try box.arrive("a1") == "runs" && box.wait("a1") && box.kept("a1").isEmpty)
        #expect(try box.expire("a1", rides: false) == ["a1"])
        #expect(try box.ending("a1") == "promise")
        #expect(try box.finish("a1") == ["after promise"])
    }

    @Test func nothingNewIsTakenWhereTheDiskFails() throws {
        var box = InboxBox(keepsPushes: true)
        #expect(try box.arrive("a1") == "runs" && box.finish("a1", isAnswered: true).isEmpty)
        #expect(try box.arrive("b1") == "runs")
        box.isTaking = false
        #expect(try box.arrive("a1") == "answered" && box.arrive("b1", "'") == "waits" && box.arrive("c1") == "refused")
        box.isTaking = true
        #expect(try box.arrive("c1") == "runs")
    }

    @Test func pushOfAnEarlierProcessIsFoundByItsRetry() throws {
        var box = InboxBox(keepsPushes: true)
        #expect(try box.restore("a1") && !box.restore("a2") && box.restore("b1", promise: "told"))
        #expect(try box.arrive("a1", "'") == "waits" && box.arrive("a3") == "waits")
        #expect(try box.arrive("b1") == "answered told")
        #expect(try box.finish("a1") == ["a1'", "run a2"])
        #expect(try box.finish("b1") == ["after told"])
        #expect(try box.finish("a2") == ["undelivered", "run a3"])
    }

    @Test func deliveryThatMayBeTheLastIsToldAfterARestart() throws {
        var box = InboxBox(keepsPushes: true)
        #expect(try box.restore("a1", deliveries: 2) && box.restore("b1"))
        #expect(try box.arrive("a1", "'") == "waits" && box.arrive("b1", "'") == "waits")
        #expect(try box.expire("a1", rides: true) == ["a1'"])
        #expect(try box.expire("b1", rides: true) == nil)
    }

    @Test func answerOfAnEarlierProcessIsGivenAgain() throws {
        var box = InboxBox(keepsPushes: true)
        box.inbox.recall(try box.key("a1"), PushAnswer(reply: .text("told"), time: box.now))
        box.inbox.recall(try box.key("b1"), PushAnswer(reply: nil, time: box.now), failures: 2)
        #expect(try box.arrive("a1") == "answered told" && box.arrive("b1") == "runs again, 3")
    }
}
