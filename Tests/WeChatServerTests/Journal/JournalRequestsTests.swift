import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// What other processes ask for.
struct JournalRequestsTests {
    private let answer = PushAnswer(reply: .text("first"), time: 1_900_000_001)

    /// Rows that were handed over.
    private final class Runs: Sendable {
        private let rows = Locked<[JournalRow]>([])
        let forgotten = Locked<[PushKey.User]>([])

        var all: [JournalRow] { rows.withLock { $0 } }

        /// Takes what `journal` hands over, when `accepts` says so.
        func serve(_ journal: Journal, accepts: @escaping @Sendable (JournalRow) -> Bool = { _ in true }) {
            journal.takeRequests { [self] row in
                guard accepts(row) else { return false }
                rows.withLock { $0.append(row) }
                return true
            } forget: { [self] user in
                forgotten.withLock { $0.append(user) }
            }
        }
    }

    private func client(_ directory: String) throws -> JournalClient { try JournalClient(directory + "/journal") }

    private func row(_ id: JournalRow.ID, of desk: JournalDesk) throws -> JournalRow? {
        try desk.journal.read { reader in try reader.row(id) }
    }

    @Test func answeredPushRunsOnceMore() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                let id = try desk.keep(.test(1))
                try desk.write(.answer(id, answer, isKept: true))
                try desk.write(.late(id, .dead("out of reach")))
                let runs = Runs()
                runs.serve(desk.journal)
                let client = try client(directory)
                try client.replay([id])
                try eventually("a run") { !runs.all.isEmpty }
                #expect(try !client.isReplayDue(id))
                let handed = try #require(runs.all.first)
                #expect((handed.id, handed.attempts, handed.state) == (id, 1, .promised))
                #expect(handed.body == JournalArrival.test(1).body)
                // Retries still get what they got, and it is no dead letter any more.
                #expect(handed.answer?.reply == answer.reply)
                #expect(handed.late == .none)
                try desk.write(.answer(id, PushAnswer(reply: .text("second"), time: 1), isKept: true))
                #expect(try row(id, of: desk)?.state == .answered)
                #expect(runs.all.count == 1)
            }
        }
    }

    @Test func parkedAndFailedPushesAreReceivedAgain() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                for number in 1...2 { try desk.keep(.test(number)) }
                try desk.write(.begin(1, attempt: 2))
                try desk.write(.park(1), .late(1, .waiting(.text("sorry"))))
                try desk.write(.answer(2, answer, isKept: false))
                let runs = Runs()
                runs.serve(desk.journal)
                try client(directory).replay([2, 1])
                try eventually("two runs") { runs.all.count == 2 }
                #expect(runs.all.map(\.id) == [1, 2])
                #expect(runs.all.map(\.attempts) == [2, 1])
                #expect(runs.all.allSatisfy { $0.state == .received })
            }
        }
    }

    @Test func pushThatCannotBeReplayedIsLeftAlone() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                for number in 1...4 { try desk.keep(.test(number)) }
                for id in 2...4 { try desk.write(.answer(id, answer, isKept: true)) }
                try desk.write(.late(2, .waiting(.text("late"))))
                try desk.write(.forget(1, before: 5, sparing: 3))
                try eventually("no document") { try row(3, of: desk)?.body == [] }
                let five = try desk.keep(.test(5))
                let six = try desk.keep(.test(6, answer: .success))
                try desk.write(.late(six, .sending))
                let obstacles = try [five, six, 3].map { try row($0, of: desk)?.obstacle ?? "" }
                #expect(obstacles.allSatisfy { !$0.isEmpty })
                let runs = Runs()
                runs.serve(desk.journal)
                let client = try client(directory)
                try client.replay([five, six, 3, 77])
                try eventually("nothing due") { try [five, six, 3, 77].allSatisfy { try !client.isReplayDue($0) } }
                #expect(runs.all.isEmpty)
                #expect(try row(six, of: desk)?.late == .sending)
            }
        }
    }

    @Test func requestWaitsForAServer() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in _ = try desk.keep(.test(1, answer: .success)) }
            let outside = try client(directory)
            #expect(!outside.isServed)
            try outside.replay([1])
            try JournalDesk.with(directory) { desk in
                #expect(outside.isServed)
                // What was unfinished is read before.
                try desk.keep(.test(2))
                #expect(try desk.journal.unfinished().map(\.id) == [2])
                #expect(try outside.isReplayDue(1))
                let runs = Runs()
                runs.serve(desk.journal)
                try eventually("a run") { runs.all.map(\.id) == [1] }
            }
        }
    }

    @Test func replayThatWasNotHandedOverRunsAfterARestart() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                try desk.keep(.test(1, answer: .success))
                let asked = Locked(0)
                let runs = Runs()
                runs.serve(desk.journal) { _ in
                    asked.withLock { $0 += 1 }
                    return false
                }
                try client(directory).replay([1])
                try eventually("asked again") { asked.withLock { $0 } > 2 }
                #expect(try row(1, of: desk)?.state == .promised)
            }
            try JournalDesk.with(directory) { desk in
                let rows = try desk.journal.unfinished()
                #expect(rows.map(\.id) == [1])
                #expect(try !client(directory).isReplayDue(1))
            }
        }
    }

    @Test func manyRunInTheirOrderAsThereIsRoom() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                for number in 1...200 { desk.hand(.test(number, answer: .success)) }
                try desk.keep(.test(201))
                let runs = Runs()
                let asked = Locked(0)
                runs.serve(desk.journal) { _ in
                    asked.withLock { count in
                        count += 1
                        return count % 50 != 0
                    }
                }
                try client(directory).replay(Array(1...200))
                try eventually("all") { runs.all.count == 200 }
                #expect(runs.all.map(\.id) == Array(1...200))
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func requestsFindTheirTurnWhileAServerWritesWithoutPause() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                for number in 1...40 { try desk.keep(.test(number, answer: .success)) }
                let runs = Runs()
                runs.serve(desk.journal)
                let journal = desk.journal
                let isOver = Locked(false)
                let writer = EventLoop()
                writer.start()
                defer { writer.stop() }
                @Sendable func writeOn(_ number: Int) {
                    guard !isOver.withLock({ $0 }) else { return }
                    journal.insert(.test(number, user: 2, answer: .success), on: writer) { writeOn(number + 1) }
                }
                writer.execute { for chain in 1...20 { writeOn(chain * 1_000_000) } }
                let client = try client(directory)
                for id in 1...40 { try client.replay([id]) }
                try eventually("all") { runs.all.count == 40 }
                let isGone = try client.erase(
                    JournalTraces(openID: "oUser", users: [1], own: [], mentions: []), within: 30_000)
                isOver.withLock { $0 = true }
                #expect(isGone)
                #expect(journal.health.failures == 0)
                #expect(try client.ids(JournalFilter(users: [1])).isEmpty)
                #expect(runs.forgotten.withLock { $0 } == [1])
            }
        }
    }

    @Test func userIsForgottenWithoutAServer() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                for number in 1...10 { try desk.keep(.test(number, user: UInt64(number % 2), answer: .success)) }
            }
            let traces = JournalTraces(openID: "oUser", users: [1], own: [1, 3, 5, 7, 9], mentions: [4, 77])
            #expect(try client(directory).erase(traces, within: 30_000))
            #expect(try client(directory).ids(JournalFilter()) == [2, 6, 8, 10])
        }
    }
}
