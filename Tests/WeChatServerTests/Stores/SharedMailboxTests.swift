import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct SharedMailboxTests {
    private func put(_ text: String, word: String? = nil, _ instance: TestInstance, time: Int = 100) throws -> Bool? {
        let letter = Mailbox.Letter(reply: .text(text), word: word, time: time)
        return try instance.inTask { try? await $0.mailbox.put(letter, for: UInt64(UInt8(ascii: "a"))) }
    }

    private func take(_ name: String, _ text: String, _ instance: TestInstance, now: Int = 101) throws -> Reply? {
        let key = PushKey(test: name)
        return try instance.inTask { stores in
            await withCheckedContinuation { taken in
                stores.mailbox.take(key, now: now, text) { taken.resume(returning: $0) }
            }
        }
    }

    @Test func letterIsTakenOnceOnWhicheverInstance() throws {
        try TestInstance.two { one, two, _ throws in
            #expect(try put("first", one) == true && put("second", two) == true)
            #expect(try two.claim("a1").await() == "runs 1, letters")
            #expect(try take("a1", "?", two) == .text("first"))
            #expect(try take("a2", "?", one) == .text("second"))
            #expect(try take("a3", "?", one) == nil)
            #expect(try take("b1", "?", one) == nil)
        }
    }

    /// The answer to the first attempt was lost, or its server is gone.
    @Test func pushTakesTheSameLetterAgain() throws {
        try TestInstance.two { one, two, _ throws in
            #expect(try put("first", one) == true && put("second", one) == true)
            #expect(try take("a1", "?", one) == .text("first"))
            #expect(try take("a1", "?", two) == .text("first"))
            #expect(try two.claim("a1").await() == "runs 1, letters")
        }
    }

    @Test func whatIsContinuedWaitsForItsWord() throws {
        try TestInstance.two { one, _, _ throws in
            #expect(try put("rest", word: "继续", one) == true && put("other", one) == true)
            #expect(try take("a1", "继续吗", one) == .text("other"))
            #expect(try take("a2", "", one) == nil)
            #expect(try take("a3", "继续", one) == .text("rest"))
        }
    }

    @Test func oldLetterIsNotGiven() throws {
        try TestInstance.two { one, _, _ throws in
            #expect(try put("old", one) == true && put("new", one, time: 200) == true)
            #expect(try take("a1", "?", one, now: 100 + 86_401) == .text("new"))
            #expect(try take("a2", "?", one) == nil)
        }
    }

    @Test func oldestMakesRoom() throws {
        try TestInstance.two { one, _, _ throws in
            for number in 0..<16 { #expect(try put("\(number)", one) == true) }
            #expect(try put("16", one) == false)
            #expect(try take("a1", "?", one) == .text("1"))
        }
    }
}
