import Bytes
import CSQLite
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// Disks that fail at every place where they can.
struct JournalFaultsTests {
    private static let faults: [(String, Int32)] = [
        ("I/O error", SQLITE_IOERR), ("disk full", SQLITE_FULL), ("failed sync", SQLITE_IOERR | 4 << 8),
    ]

    /// Whatever fails: of what a loop was told that it is kept, each is there, and the journal goes on.
    @Test(arguments: faults) func rowsThatAreKeptAreThere(_ name: String, _ code: Int32) throws {
        for call in 1...60 {
            try withTemporaryDirectory { directory in
                let files = FaultyFiles()
                let options = JournalDesk.options { $0.fileSystem = files.name }
                // One call fails, or a dozen in a row.
                let failing = call..<(call + (call % 2 == 0 ? 1 : 12))
                let kept = try JournalDesk.with(directory, options) { desk in
                    files.arm(failing, code)
                    let kept = try (1...12).compactMap { number in
                        let (id, told) = try desk.hand(.test(number))
                        return try told.error() == nil ? id : nil
                    }
                    try desk.untilKept(.test(13))
                    files.arm(0..<0)
                    try eventually("a healthy journal") { desk.journal.health.failure == nil }
                    return kept
                }
                try JournalDesk.with(directory) { desk in
                    #expect(desk.journal.setAside == nil)
                    for id in kept {
                        let row = try desk.journal.read { reader in try reader.row(id) }
                        #expect(row?.body == JournalArrival.test(Int(row?.key.own ?? 0)).body, "\(name) at \(call)")
                    }
                }
            }
        }
    }

    @Test func rowIsSyncedBeforeItsLoopIsTold() throws {
        try withTemporaryDirectory { directory in
            let files = FaultyFiles()
            try JournalDesk.with(directory, JournalDesk.options { $0.fileSystem = files.name }) { desk in
                for number in 1...200 {
                    try desk.keep(.test(number))
                    let isUnsynced = files.state.withLock { $0.isLogUnsynced }
                    #expect(!isUnsynced)
                }
            }
        }
    }

    @Test func fastJournalDoesNotSyncForACommit() throws {
        try withTemporaryDirectory { directory in
            let files = FaultyFiles()
            let options = JournalDesk.options {
                $0.fileSystem = files.name
                $0.policy = .fast
                $0.rhythm.tick = 1_000_000
            }
            try JournalDesk.with(directory, options) { desk in
                try desk.keep(.test(1))
                try desk.keep(.test(2))
                let isUnsynced = files.state.withLock { $0.isLogUnsynced }
                #expect(isUnsynced)
            }
        }
    }

    @Test func journalOfADiskThatHasNoRoomIsIllUntilThereIs() throws {
        try withTemporaryDirectory { directory in
            let files = FaultyFiles()
            try JournalDesk.with(directory, JournalDesk.options { $0.fileSystem = files.name }) { desk in
                try desk.keep(.test(1))
                files.arm(1..<Int.max, SQLITE_FULL)
                let error = try desk.hand(.test(2)).told.error()
                guard case .refused(let reason) = error else { throw TimedOut(what: "an error") }
                #expect(reason.isFull)
                #expect(desk.journal.health.failure == error)
                files.arm(0..<0)
                // Without another push.
                try eventually("a healthy journal") { desk.journal.health.failure == nil }
                let id = try desk.keep(.test(3))
                #expect(id == 3)
            }
        }
    }

    @Test func fileThatAnotherProgramHasLockedIsWrittenLater() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                let other = try SQLiteConnection(directory + "/journal/journal.db")
                try other.execute("BEGIN IMMEDIATE")
                let error = try desk.hand(.test(1)).told.error()
                #expect(error != nil)
                try other.execute("ROLLBACK")
                try desk.untilKept(.test(2))
                try eventually("a healthy journal") { desk.journal.health.failure == nil }
            }
        }
    }

    @Test func fileIsNoLargerThanItMayBe() throws {
        try withTemporaryDirectory { directory in
            let options = JournalDesk.options {
                $0.retention.bytes = 512 << 10
                $0.rhythm.purge = 1_000_000
            }
            try JournalDesk.with(directory, options) { desk in
                let text = String(repeating: "x", count: 8_000)
                var failures = 0
                for number in 1...200 {
                    let error = try desk.hand(.test(number, text: text, answer: .success)).told.error()
                    if error != nil { failures += 1 }
                }
                #expect(failures > 0)
                let bytes = try #require([UInt8](contentsOf: directory + "/journal/journal.db")).count
                #expect(bytes <= 512 << 10)
            }
        }
    }
}

extension JournalDesk {
    /// Hands in a push until it is kept.
    fileprivate func untilKept(_ arrival: JournalArrival) throws {
        try eventually("a kept push") { try hand(arrival).told.error() == nil }
    }
}
