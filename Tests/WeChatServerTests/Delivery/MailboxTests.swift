import Testing
import WeChat

@testable import WeChatServer

struct MailboxTests {
    private var limits: Configuration.Pushes = {
        var limits = Configuration.Pushes()
        limits.mailbox = 3
        return limits
    }()

    private func letter(_ text: String, word: String? = nil, time: Int = 100) -> Mailbox.Letter {
        Mailbox.Letter(reply: .text(text), word: word, time: time)
    }

    /// Whether there was room.
    private func put(_ letter: Mailbox.Letter, _ box: inout Mailbox, for user: PushKey.User) -> Bool {
        box.put(letter, for: user) == nil
    }

    @Test func lettersAreFetchedInTheirOrderByTheirUser() {
        var box = Mailbox(limits)
        #expect(put(letter("first"), &box, for: 1) && put(letter("second"), &box, for: 1))
        #expect(box.take(for: 2, now: 100, "?") == nil)
        #expect(box.take(for: 1, now: 100, "?")?.reply == .text("first"))
        #expect(box.take(for: 1, now: 100, nil) == nil)
        #expect(box.take(for: 1, now: 100, "?")?.reply == .text("second"))
        #expect(box.take(for: 1, now: 100, "?") == nil)
    }

    @Test func whatIsContinuedWaitsForItsWord() {
        var box = Mailbox(limits)
        #expect(put(letter("rest", word: "继续"), &box, for: 1) && put(letter("other"), &box, for: 1))
        #expect(box.take(for: 1, now: 100, "继续吗")?.reply == .text("other"))
        #expect(box.take(for: 1, now: 100, "继续吗") == nil)
        #expect(box.take(for: 1, now: 100, "继续")?.reply == .text("rest"))
    }

    @Test func lettersGetOld() {
        var box = Mailbox(limits)
        #expect(put(letter("old"), &box, for: 1) && put(letter("new", time: 101), &box, for: 1))
        #expect(box.take(for: 1, now: 100 + limits.answerTime, "?")?.reply == .text("new"))
    }

    @Test func theOldestMakesRoom() {
        var box = Mailbox(limits)
        #expect(put(letter("a"), &box, for: 1) && put(letter("b"), &box, for: 2) && put(letter("c"), &box, for: 1))
        #expect(box.put(letter("d"), for: 3)?.reply == .text("a"))
        #expect(box.take(for: 1, now: 100, "?")?.reply == .text("c"))
        #expect(box.take(for: 2, now: 100, "?")?.reply == .text("b"))
        // Those have gone already.
        #expect(put(letter("e"), &box, for: 2) && put(letter("f"), &box, for: 2))
        #expect(box.put(letter("g"), for: 2)?.reply == .text("d"))
        #expect(["e", "f", "g"].allSatisfy { box.take(for: 2, now: 100, "?")?.reply == .text($0) })
        #expect(box.take(for: 3, now: 100, "?") == nil)
    }
}
