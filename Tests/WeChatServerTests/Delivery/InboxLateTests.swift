import Testing
import WeChat

@testable import WeChatServer

struct InboxLateTests {
    @Test func twoDeliveriesRideAndTheThirdIsTold() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1"))
        #expect(try box.expire("a1", rides: true) == nil)
        try box.leave("a1")
        #expect(try box.arrive("a1", "'") == "waits" && box.expire("a1", rides: true) == nil)
        try box.leave("a1", "'")
        #expect(box.numbers == [1, 0])
        #expect(try box.arrive("a1", "''") == "waits" && box.expire("a1", rides: true) == ["a1''"])
        #expect(try box.arrive("a1") == "answered promise")
        #expect(box.numbers == [1, 0])
        #expect(try box.finish("a1") == ["after promise"])
        #expect(try box.arrive("a1") == "answered promise")
    }

    @Test func deliveriesElsewhereAreCounted() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1") && box.expire("a1", rides: true) == nil)
        #expect(try box.expire("a1", rides: true, isElsewhere: true) == nil)
        #expect(try box.arrive("a1", "'") == "waits")
        #expect(try box.expire("a1", rides: true) == ["a1", "a1'"])
        #expect(try box.expire("a1", rides: true, isElsewhere: true) == ["alone", "promise"])
        #expect(box.numbers == [1, 0])
    }

    @Test func anAnswerGoesToTheDeliveryThatIsThere() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1") && box.expire("a1", rides: true) == nil)
        try box.leave("a1")
        #expect(try box.arrive("a1", "'") == "waits")
        #expect(try box.finish("a1") == ["a1'"])
        #expect(try box.arrive("a1") == "answered")
        #expect(try box.claim("a1") == false)
    }

    @Test func whoDoesNotRideIsToldWithAllOthers() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1") && box.arrive("a1", "'") == "waits")
        #expect(try box.expire("a1", rides: false) == ["a1", "a1'"])
        // The other's time is over as well.
        #expect(try box.expire("a1", rides: false) == ["alone", "promise"])
        #expect(try box.finish("a1") == ["after promise"])
        #expect(try box.expire("a1", rides: false)?.isEmpty == true)
    }

    @Test func anAnswerThatNobodyWasThereForWaitsForARetry() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1"))
        try box.leave("a1")
        #expect(try box.finish("a1") == ["undelivered"])
        #expect(try box.arrive("a1") == "answered")
        #expect(try box.claim("a1") == false)
    }

    @Test func anAnswerThatNobodyHasFetchedIsClaimedOnce() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1"))
        try box.leave("a1")
        #expect(try box.finish("a1") == ["undelivered"])
        #expect(try box.claim("a1") == true)
        #expect(try box.claim("a1") == false)
        #expect(try box.arrive("a1") == "answered success")
    }

    @Test func whatWeChatHasHungUpOnUnheardDoesNotCount() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1"))
        try box.makeStale("a1")
        #expect(try box.finish("a1") == ["a1", "undelivered"])
        #expect(try box.claim("a1") == true)
    }

    @Test func theLastDeliveryThatIsMissedIsKnown() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1") && box.arrive("a1", "'") == "waits")
        #expect(try box.finish("a1") == ["a1", "a1'"])
        #expect(try box.miss("a1") == false)
        #expect(try box.miss("a1") == true)
        #expect(try box.claim("a1") == true)
        #expect(try box.miss("b1") == false && box.claim("b1") == false)
    }

    @Test func anEarlyAnswerIsTheAnswerToAllDeliveries() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1") && box.arrive("a1", "'") == "waits")
        #expect(try box.promise("a1") == "a1 a1' delivered")
        #expect(try box.promise("a1") == nil)
        #expect(try box.arrive("a1", "''") == "answered early")
        #expect(try box.finish("a1") == ["after early"])
        #expect(try box.arrive("a1") == "answered early" && box.promise("a1") == nil)
    }

    @Test func aHandlerThatAnswersEarlyAndThenWaitsKeepsNobodyWaiting() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.promise("a1", isAnswered: true) == "delivered")
        #expect(try box.wait("a1") == false)
        #expect(box.numbers == [1, 0])
    }

    @Test func anEarlyAnswerThatNobodyWasThereForIsClaimed() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1"))
        try box.leave("a1")
        #expect(try box.promise("a1") == "undelivered")
        #expect(try box.claim("a1") == true)
        #expect(try box.arrive("a1") == "answered success" && box.finish("a1") == ["after success"])
    }

    @Test func aPushThatFailsKnowsHowOftenItWasBegun() throws {
        var box = InboxBox()
        for attempt in 1...3 {
            #expect(try box.arrive("a1") == (attempt == 1 ? "runs" : "runs again, \(attempt)"))
            #expect(try box.finish("a1", isKept: false, isAnswered: true).isEmpty)
        }
        #expect(try box.arrive("b1") == "runs")
    }

    @Test func whatWasPromisedIsKeptWhenTheHandlerFails() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1") && box.expire("a1", rides: false) == ["a1"])
        #expect(try box.finish("a1", isKept: false) == ["after promise"])
        #expect(try box.arrive("a1") == "answered promise")
    }

    @Test func aMessageFetchesWhatIsInTheMailbox() throws {
        var box = InboxBox()
        #expect(try box.put("late", for: "a") == true)
        #expect(try box.arrive("b1") == "runs" && box.arrive("a1", text: nil) == "runs")
        #expect(try box.finish("a1", isAnswered: true).isEmpty)
        #expect(try box.arrive("a2") == "fetches late" && box.arrive("a2", "'") == "waits")
        #expect(try box.finish("a2", isAnswered: true) == ["a2'"])
        #expect(try box.arrive("a3") == "runs")
    }

    @Test func aMessageThatHasWaitedForItsTurnFetchesToo() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.arrive("a2") == "waits" && box.arrive("a3") == "waits")
        #expect(try box.put("late", for: "a") && box.put("later", for: "a"))
        #expect(try box.finish("a1", isAnswered: true) == ["run a2"])
        #expect(try box.inbox.fetch(box.key("a2"), now: box.now, text: "?")?.reply == .text("late"))
        // Whom the user cannot read it by leaves it to the next.
        #expect(try box.expire("a3", rides: false) == ["a3"])
        #expect(try box.finish("a2") == ["a2", "run a3"])
        #expect(try box.inbox.fetch(box.key("a3"), now: box.now, text: "?") == nil)
    }
}
