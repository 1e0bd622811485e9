import Bytes
import Foundation
import Glibc
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// What is deleted, and what is left of it.
struct JournalKeeperTests {
    /// All bytes that the journal's directory has.
    private func bytes(_ directory: String) throws -> Data {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory + "/journal")
        return names.reduce(into: Data()) { all, name in
            all.append(contentsOf: [UInt8](contentsOf: directory + "/journal/" + name) ?? [])
        }
    }

    private func size(_ directory: String, _ suffix: String = "") -> Int {
        var status = stat()
        return stat(directory + "/journal/journal.db" + suffix, &status) == 0 ? Int(status.st_size) : 0
    }

    @Test func logIsEmptiedWhenNothingIsWritten() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                for number in 1...50 { try desk.keep(.test(number)) }
                try eventually("an empty log") { size(directory, "-wal") == 0 }
                try desk.keep(.test(51))
            }
        }
    }

    @Test func logStaysBoundedWhileMuchIsWritten() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory, JournalDesk.options { $0.rhythm.tick = 1_000_000 }) { desk in
                let text = String(repeating: "x", count: 16_000)
                for number in 1...6_000 {
                    let (_, told) = desk.hand(.test(number, text: text))
                    if number % 50 == 0 { try told.wait() }
                }
                #expect(size(directory, "-wal") < 64 << 20)
                #expect(size(directory) > 32 << 20)
            }
        }
    }

    /// Every user writes, is answered, and some go: with rows of many lengths, so that pages are divided and joined.
    @Test(arguments: [1, 2, 3]) func nothingIsLeftOfWhoIsForgotten(_ seed: UInt64) throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                var random = Counter(state: seed)
                for number in 1...2_000 {
                    let user = UInt64.random(in: 1...20, using: &random)
                    // Two signs at the end: the byte behind a text that was cut short is of another row, and may be one of them.
                    let secret = "<secret of \(user), again \(user)/>"
                    let text = String(repeating: secret, count: .random(in: 1...40, using: &random))
                    let reply = Reply.text(String(text.prefix(.random(in: 30...900, using: &random))))
                    let isAnswered = number % 5 < 2
                    let (id, _) = desk.hand(.test(number, user: user, text: text, answer: isAnswered ? reply : nil))
                    if number % 3 > 0 {
                        let answer = PushAnswer(reply: reply, time: 1)
                        desk.journal.write(number % 3 == 1 ? .answer(id, answer, isKept: true) : .promise(id, answer))
                    }
                    if number % 7 == 0 { desk.journal.write(.late(id, .waiting(.text(text)))) }
                    if number % 400 == 0 { desk.journal.forget(UInt64(number / 400)) }
                }
                // What the first have sent since is theirs again.
                for user in 1...15 as ClosedRange<UInt64> { desk.journal.forget(user) }
                try desk.write(.park(1))
                try eventually("all forgotten") {
                    try desk.journal.read { reader in try reader.usersToForget() } == 0
                }
            }
            #expect(try !has(1...15, directory))
            #expect(try has(16...16, directory))
        }
    }

    private func has(_ users: ClosedRange<Int>, _ directory: String) throws -> Bool {
        let all = try bytes(directory)
        return users.contains {
            all.range(of: Data("secret of \($0),".utf8)) != nil || all.range(of: Data("again \($0)/>".utf8)) != nil
        }
    }

    @Test func rowThatIsSparedKeepsItsKeyAndItsAnswer() throws {
        try withTemporaryDirectory { directory in
            let now = time(nil)
            try JournalDesk.with(directory) { desk in
                try desk.keep(.test(1, received: now, text: "message of who goes"))
                let last = try desk.keep(.test(2, received: now, text: "openid of who goes", answer: .success))
                desk.journal.write(.forget(1, before: last, sparing: last))
                try eventually("nothing left") { try bytes(directory).range(of: Data("of who goes".utf8)) == nil }
            }
            try JournalDesk.with(directory) { desk in
                let row = try desk.journal.earlier(PushKey(user: 1, own: 2))
                #expect(row?.answer?.reply == .success)
                #expect(row?.body == [])
                let gone = try desk.journal.earlier(PushKey(user: 1, own: 1))
                #expect(gone == nil)
            }
        }
    }

    @Test func answerThatComesForADeletedRowLeavesNothing() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                let id = try desk.keep(.test(1, text: "text of who goes"))
                desk.journal.forget(1)
                try eventually("no row") { try desk.journal.read { reader in try reader.row(id) } == nil }
                try desk.write(.answer(id, PushAnswer(reply: .text("text of who goes"), time: 1), isKept: true))
                try desk.write(.late(id, .dead("text of who goes")))
                try eventually("nothing left") { try bytes(directory).range(of: Data("of who goes".utf8)) == nil }
            }
        }
    }

    @Test func whatIsTooOldGoesAndWhatIsUnfinishedStays() throws {
        try withTemporaryDirectory { directory in
            let now = time(nil)
            let options = JournalDesk.options { $0.retention = Journal.Retention(answers: 1_000, bodies: 2_000) }
            try JournalDesk.with(directory, options) { desk in
                for number in 1...900 {
                    let age = number <= 300 ? 3_000 : number <= 600 ? 1_500 : 500
                    desk.hand(.test(number, received: now - age, answer: number % 100 == 0 ? nil : .text("a")))
                }
                func rows() throws -> [JournalRow] {
                    try desk.journal.read { reader in try reader.rows(JournalFilter(), limit: 1_000) }
                }
                try eventually("old rows gone") { try rows().count == 600 + 3 }
                try eventually("old answers gone") { try rows().filter { $0.answer != nil }.count == 297 }
                let old = try desk.journal.read { reader in try reader.row(100) }
                #expect(old?.body == JournalArrival.test(100).body)
                // It has ended, and goes as well.
                try desk.write(.answer(100, PushAnswer(reply: nil, time: 1), isKept: true))
                try eventually("the rest gone") { try desk.journal.read { reader in try reader.row(100) } == nil }
            }
        }
    }

    @Test func oldestGoWhereTheFileIsNearlyFull() throws {
        try withTemporaryDirectory { directory in
            let options = JournalDesk.options {
                $0.retention.bytes = 2 << 20
                // It fills between two looks for what is old.
                $0.rhythm.purge = 600_000
            }
            try JournalDesk.with(directory, options) { desk in
                let text = String(repeating: "x", count: 3_000)
                let unfinished = try desk.keep(.test(0, received: time(nil), text: text))
                for number in 1...3_000 {
                    let arrival = JournalArrival.test(number, received: time(nil), text: text, answer: .success)
                    try desk.keep(arrival)
                }
                let row = try desk.journal.read { reader in try reader.row(unfinished) }
                #expect(row?.body.count == 3_000)
                #expect(size(directory) <= 2 << 20)
            }
        }
    }
}

/// Numbers that are the same each time.
private struct Counter: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
