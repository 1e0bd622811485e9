import Bytes
import Glibc
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct HandlerNotesTests {
    private func arrival(_ text: String, attempts: Int = 1) -> JournalArrival {
        var arrival = JournalArrival.test(1, user: 7, text: text)
        arrival.authorizer = "wx2f7a1c9d84be0e3d"
        arrival.attempts = attempts
        return arrival
    }

    @Test func whoIsInAHandlerIsKnownToTheNextProcess() throws {
        try withTemporaryDirectory { directory in
            let file = directory + "/notes"
            let first = try HandlerNotes(file, count: 3)
            #expect(first.left.isEmpty)
            first.set(0, arrival("<xml>one</xml>"))
            first.set(2, arrival("<xml>two</xml>", attempts: 2))
            let left = try HandlerNotes(file, count: 1).left.map(\.arrival)
            try #require(left.count == 2)
            #expect(left[0].key == PushKey(user: 7, own: 1))
            #expect(left[0].account == "main" && left[0].kind == "text" && left[0].received == 1_900_000_000)
            #expect(left[0].authorizer == "wx2f7a1c9d84be0e3d")
            #expect(left[0].body == Array("<xml>one</xml>".utf8))
            #expect(left.map(\.attempts) == [1, 2])
            #expect(try HandlerNotes(file, count: 1).left.isEmpty)
        }
    }

    @Test func nothingStaysOfAPushWhoseHandlerHasComeBack() throws {
        try withTemporaryDirectory { directory in
            let notes = try HandlerNotes(directory + "/notes", count: 2)
            for place in 0...1 {
                notes.set(place, arrival("<xml>\(String(repeating: "secret", count: 2_000))</xml>"))
                notes.clear(place)
            }
            let bytes = try #require([UInt8](contentsOf: directory + "/notes"))
            #expect(bytes.count == 2 * 73_728 && bytes.allSatisfy { $0 == 0 })
            #expect(try HandlerNotes(directory + "/notes", count: 2).left.isEmpty)
        }
    }

    @Test func documentThatHasNoRoomIsLeftOut() throws {
        try withTemporaryDirectory { directory in
            let notes = try HandlerNotes(directory + "/notes", count: 1)
            notes.set(0, arrival(String(repeating: "x", count: 100_000)))
            let left = try HandlerNotes(directory + "/notes", count: 1).left.map(\.arrival)
            #expect(left.map(\.body) == [[]])
            #expect(left.first?.kind == "text")
        }
    }

    @Test(arguments: [Int.max, -1, 73_700]) func damagedNoteIsNone(_ length: Int) throws {
        try withTemporaryDirectory { directory in
            let file = directory + "/notes"
            let notes = try HandlerNotes(file, count: 1)
            notes.set(0, arrival("<xml/>"))
            let descriptor = open(file, O_RDWR)
            defer { close(descriptor) }
            var value = length
            #expect(pwrite(descriptor, &value, 8, off_t(NoteNumber.body.offset)) == 8)
            #expect(try HandlerNotes(file, count: 1).left.isEmpty)
        }
    }
}
