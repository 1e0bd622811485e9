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

    @Test func lettersAreFetchedInTheirOrderByTheirUser() {
        var box = Mailbox(limits)
        #expect(box.put(letter("first"), for: 1) && box.put(letter("second"), for: 1))
        #expect(box.take(for: 2, now: 100, "?") == nil)
        #expect(box.take(for: 1, now: 100, "?") == .text("first"))
        #expect(box.take(for: 1, now: 100, nil) == nil)
        #expect(box.take(for: 1, now: 100, "?") == .text("second"))
        #expect(box.take(for: 1, now: 100, "?") == nil)
    }

    @Test func whatIsContinuedWaitsForItsWord() {
        var box = Mailbox(limits)
        #expect(box.put(letter("rest", word: "继续"), for: 1) && box.put(letter("other"), for: 1))
        #expect(box.take(for: 1, now: 100, "继续吗") == .text("other"))
        #expect(box.take(for: 1, now: 100, "继续吗") == nil)
        #expect(box.take(for: 1, now: 100, "继续") == .text("rest"))
    }

    @Test func lettersGetOld() {
        var box = Mailbox(limits)
        #expect(box.put(letter("old"), for: 1) && box.put(letter("new", time: 101), for: 1))
        #expect(box.take(for: 1, now: 100 + limits.answerTime, "?") == .text("new"))
    }

    @Test func theOldestMakesRoom() {
        var box = Mailbox(limits)
        #expect(box.put(letter("a"), for: 1) && box.put(letter("b"), for: 2) && box.put(letter("c"), for: 1))
        #expect(box.put(letter("d"), for: 3) == false)
        #expect(box.take(for: 1, now: 100, "?") == .text("c"))
        #expect(box.take(for: 2, now: 100, "?") == .text("b"))
        // Those have gone already.
        #expect(box.put(letter("e"), for: 2) && box.put(letter("f"), for: 2))
        #expect(box.put(letter("g"), for: 2) == false)
        #expect(["e", "f", "g"].allSatisfy { box.take(for: 2, now: 100, "?") == .text($0) })
        #expect(box.take(for: 3, now: 100, "?") == nil)
    }
}
