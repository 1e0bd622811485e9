import CSQLite
import Glibc
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct JournalTests {
    private let answer = PushAnswer(reply: .text("你好"), time: 1_900_000_001)

    @Test func pushIsThereWhenItsLoopIsTold() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                let id = try desk.keep(.test(7))
                let row = try #require(try desk.journal.read { reader in try reader.row(id) })
                #expect(row.key == PushKey(user: 1, own: 7))
                #expect(row.body == Array("<xml>push 7 of 1</xml>".utf8))
                #expect((row.account, row.kind, row.received, row.attempts) == ("main", "text", 1_900_000_000, 1))
                #expect(row.state == .received)
                #expect(row.late == .none)
                #expect(row.answer == nil)
                #expect(desk.journal.health.failure == nil)
            }
        }
    }

    @Test(arguments: [Journal.Policy.durable, .fast])
    func retryAfterARestartGetsTheAnswer(_ policy: Journal.Policy) throws {
        try withTemporaryDirectory { directory in
            let options = JournalDesk.options { $0.policy = policy }
            let now = time(nil)
            try JournalDesk.with(directory, options) { desk in
                for number in 1...100 {
                    let id = try desk.keep(.test(number, user: UInt64(number), received: now))
                    desk.journal.write(.answer(id, answer, isKept: true))
                }
                // What this process has taken it knows itself.
                #expect(try desk.journal.earlier(PushKey(user: 5, own: 5)) == nil)
            }
            try JournalDesk.with(directory, options) { desk in
                for number in 1...100 as ClosedRange<UInt64> {
                    let row = try #require(try desk.journal.earlier(PushKey(user: number, own: number)))
                    #expect(row.answer?.reply == answer.reply)
                    #expect(row.answer?.time == answer.time)
                    #expect(row.state == .answered)
                }
                #expect(try desk.journal.earlier(PushKey(user: 5, own: 6)) == nil)
                #expect(try desk.journal.unfinished().isEmpty)
            }
        }
    }

    @Test func laterPushOfOneKeyIsTheOneThatCounts() throws {
        try withTemporaryDirectory { directory in
            let now = time(nil)
            try JournalDesk.with(directory) { desk in
                let failed = try desk.keep(.test(1, received: now))
                try desk.write(.answer(failed, answer, isKept: false))
                try desk.keep(.test(1, received: now, answer: .text("second")))
            }
            try JournalDesk.with(directory) { desk in
                let row = try desk.journal.earlier(PushKey(user: 1, own: 1))
                #expect(row?.answer?.reply == .text("second"))
            }
        }
    }

    @Test func unfinishedPushesComeBackInTheirOrder() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                for number in 1...10 { try desk.keep(.test(number)) }
                try desk.write(.answer(2, answer, isKept: true))
                try desk.write(.answer(3, answer, isKept: false))
                try desk.write(.promise(4, PushAnswer(reply: .success, time: 5)))
                try desk.write(.begin(5, attempt: 2))
                try desk.write(.park(6))
            }
            try JournalDesk.with(directory) { desk in
                let first = try desk.journal.unfinished(limit: 4)
                #expect(first.map(\.id) == [1, 4, 5, 7])
                #expect(first.map(\.attempts) == [1, 1, 2, 1])
                #expect(first[1].state == .promised)
                #expect(first[1].answer?.reply == .success)
                #expect(first[0].body == Array("<xml>push 1 of 1</xml>".utf8))
                #expect(try desk.journal.unfinished(after: 7, limit: 4).map(\.id) == [8, 9, 10])
                // Numbers go on.
                #expect(try desk.keep(.test(11)) == 11)
            }
        }
    }

    @Test func lateAnswerThatWasBeingSentIsUnknownAfterARestart() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                for number in 1...4 { try desk.keep(.test(number, answer: .success)) }
                for number in 1...4 { try desk.write(.late(number, .waiting(.text("late \(number)")))) }
                try desk.write(.late(2, .sending))
                try desk.write(.late(3, .dead("out of reach")))
                try desk.write(.late(4, .sent))
            }
            try JournalDesk.with(directory) { desk in
                #expect(desk.journal.caughtSending == 1)
                let rows = try desk.journal.read { reader in try reader.rows(JournalFilter(), limit: 9) }
                #expect(rows.map(\.late) == [.waiting(.text("late 1")), .unknown, .dead("out of reach"), .sent])
                let dead = try desk.journal.read { reader in try reader.rows(JournalFilter(isDead: true), limit: 9) }
                #expect(dead.map(\.id) == [3])
            }
            try JournalDesk.with(directory) { #expect($0.journal.caughtSending == 0) }
        }
    }

    @Test func whatIsGivenOtherwiseChangesNoState() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                for number in 1...2 { try desk.keep(.test(number)) }
                try desk.write(.park(1), .promise(2, answer))
                for row in 1...2 { try desk.write(.give(row, PushAnswer(reply: nil, time: 5))) }
                let rows = try desk.journal.unfinished()
                #expect(rows.map(\.state) == [.promised])
                #expect(rows.map(\.answer?.time) == [5] && rows[0].answer?.reply == nil)
                let parked = try desk.journal.read { reader in try reader.row(1) }
                #expect(parked?.state == .parked && parked?.answer?.time == 5)
            }
        }
    }

    @Test func rowsAreFoundByWhatTheyAre() throws {
        try withTemporaryDirectory { directory in
            // They are old.
            try JournalDesk.with(directory, JournalDesk.options { $0.rhythm.tick = 1_000_000 }) { desk in
                for number in 1...6 {
                    var arrival = JournalArrival.test(number, user: UInt64(number % 2), received: 100 * number)
                    if number > 3 { arrival.account = "other" }
                    if number == 5 { arrival.kind = "SCAN" }
                    try desk.keep(arrival)
                }
                try desk.write(.answer(6, answer, isKept: true))
                func found(_ filter: JournalFilter, after: Int = 0, limit: Int = 9) throws -> [Int] {
                    try desk.journal.read { reader in try reader.rows(filter, after: after, limit: limit) }.map(\.id)
                }
                #expect(try found(JournalFilter()) == [1, 2, 3, 4, 5, 6])
                #expect(try found(JournalFilter(), after: 2, limit: 2) == [3, 4])
                #expect(try found(JournalFilter(received: 200..<400)) == [2, 3])
                #expect(try found(JournalFilter(account: "other")) == [4, 5, 6])
                #expect(try found(JournalFilter(kind: "scan")) == [5])
                #expect(try found(JournalFilter(users: [0])) == [2, 4, 6])
                #expect(try found(JournalFilter(users: [0], states: [.received])) == [2, 4])
                #expect(try found(JournalFilter(states: [])) == [])
            }
        }
    }

    @Test func loopIsToldOfItsOwnInTheirOrder() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                let other = EventLoop()
                other.start()
                defer { other.stop() }
                let told = Locked<[Int]>([])
                for number in 0..<2_000 {
                    let loop = number % 2 == 0 ? desk.loop : other
                    let id = desk.journal.insert(.test(number), on: loop) {
                        loop.checkIsolated()
                        told.withLock { $0.append(number) }
                    }
                    #expect(id == number + 1)
                }
                try eventually("all") { told.withLock { $0.count } == 2_000 }
                let numbers = told.withLock { $0 }
                #expect(numbers.filter { $0 % 2 == 0 } == Array(stride(from: 0, to: 2_000, by: 2)))
                #expect(numbers.filter { $0 % 2 == 1 } == Array(stride(from: 1, to: 2_000, by: 2)))
            }
        }
    }

    @Test func noMoreIsTakenWhereTooMuchWaits() throws {
        try withTemporaryDirectory { directory in
            let files = FaultyFiles()
            let options = JournalDesk.options {
                $0.room = 1_000
                $0.fileSystem = files.name
            }
            try JournalDesk.with(directory, options) { desk in
                #expect(desk.journal.isTaking)
                let (_, told) = desk.hand(.test(1, text: String(repeating: "x", count: 2_000)))
                try told.wait()
                #expect(desk.journal.isTaking)
                files.arm(1..<Int.max, SQLITE_FULL)
                let (_, late) = desk.hand(.test(2))
                try eventually("a failure") { !desk.journal.isTaking }
                files.arm(0..<0)
                try late.wait()
                #expect(desk.journal.isTaking)
            }
        }
    }

    @Test func closingWritesWhatWaits() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in for number in 1...3_000 { desk.hand(.test(number)) } }
            try JournalDesk.with(directory) { desk in
                let rows = try desk.journal.unfinished(limit: 9_000)
                #expect(rows.count == 3_000)
            }
        }
    }

    @Test func directoryIsFreeWhenTheJournalIsClosed() throws {
        try withTemporaryDirectory { directory in
            let first = try Journal(directory + "/journal")
            first.close()
            let second = try Journal(directory + "/journal")
            second.close()
            // What comes too late goes nowhere.
            first.write(.park(1))
        }
    }

    @Test func processThatDiedIsToldFromOneThatHasStopped() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in #expect(desk.journal.wasStopped) }
            try JournalDesk.with(directory) { desk in #expect(desk.journal.wasStopped) }
            let other = try SQLiteConnection(directory + "/journal/journal.db")
            try other.execute("UPDATE meta SET value = 0 WHERE name = 'stopped'")
            try JournalDesk.with(directory) { desk in #expect(!desk.journal.wasStopped) }
            try JournalDesk.with(directory) { desk in #expect(desk.journal.wasStopped) }
        }
    }

    @Test func keysAreMadeWithOneSeed() throws {
        try withTemporaryDirectory { directory in
            let seed = try JournalDesk.with(directory) { $0.journal.seed }
            #expect(seed == HashSeed.inUse)
            #expect(try JournalDesk.with(directory) { $0.journal.seed } == seed)
        }
    }
}
