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

    /// Whatever fails: what a loop was told that it is kept is there, and what could not be kept is later.
    @Test(arguments: faults) func rowsThatAreKeptAreThere(_ name: String, _ code: Int32) throws {
        for call in 1...60 {
            try withTemporaryDirectory { directory in
                let files = FaultyFiles()
                let options = JournalDesk.options { $0.fileSystem = files.name }
                // One call fails, or a dozen in a row.
                let failing = call..<(call + (call % 2 == 0 ? 1 : 12))
                try JournalDesk.with(directory, options) { desk in
                    files.arm(failing, code)
                    var handed: [(id: JournalRow.ID, told: JournalDesk.Told)] = []
                    for number in 1...12 {
                        handed.append(desk.hand(.test(number)))
                        try eventually("an end or a failure") {
                            handed[number - 1].told.isKept || desk.journal.health.failures > 0
                        }
                    }
                    let kept = handed.filter(\.told.isKept).map(\.id)
                    let reader = try JournalReader(directory + "/journal/journal.db")
                    for id in kept { #expect(try reader.row(id) != nil, "\(name) at \(call)") }
                    files.arm(0..<0)
                    for push in handed { try push.told.wait() }
                    #expect(desk.journal.health.failure == nil)
                    #expect(desk.journal.isTaking)
                }
                try JournalDesk.with(directory) { desk in
                    #expect(desk.journal.setAside == nil)
                    let rows = try desk.journal.unfinished()
                    #expect(rows.map(\.body) == (1...12).map { JournalArrival.test($0).body }, "\(name) at \(call)")
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
            let reports = Locked<[JournalError?]>([])
            let options = JournalDesk.options {
                $0.fileSystem = files.name
                $0.report = { error in reports.withLock { $0.append(error) } }
            }
            try JournalDesk.with(directory, options) { desk in
                try desk.keep(.test(1))
                files.arm(1..<Int.max, SQLITE_FULL)
                let (id, told) = desk.hand(.test(2))
                let error = try eventualValue("an error") { desk.journal.health.failure }
                guard case .refused(let reason) = error else { throw TimedOut(what: "SQLite's error") }
                #expect(reason.isFull)
                #expect(!desk.journal.isTaking)
                #expect(reports.withLock { $0 } == [error])
                files.arm(0..<0)
                // Without another push.
                try told.wait()
                #expect(desk.journal.isTaking)
                #expect(reports.withLock { $0 } == [error, nil])
                #expect(id == 2)
            }
        }
    }

    @Test func fileThatAnotherProgramHasLockedIsWrittenLater() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                let other = try SQLiteConnection(directory + "/journal/journal.db")
                try other.execute("BEGIN IMMEDIATE")
                let (_, told) = desk.hand(.test(1))
                try eventually("a failure") { desk.journal.health.failure != nil }
                #expect(!told.isKept)
                try other.execute("ROLLBACK")
                try told.wait()
                #expect(desk.journal.health.failure == nil)
            }
        }
    }

    /// Unfinished pushes are not purged, however full the file is.
    @Test func fileIsNoLargerThanItMayBe() throws {
        try withTemporaryDirectory { directory in
            let options = JournalDesk.options { $0.retention.bytes = 512 << 10 }
            try JournalDesk.with(directory, options) { desk in
                let text = String(repeating: "x", count: 8_000)
                var number = 0
                while desk.journal.isTaking, number < 200 {
                    number += 1
                    let (_, told) = desk.hand(.test(number, text: text))
                    try eventually("an end or a failure") { told.isKept || !desk.journal.isTaking }
                }
                #expect(number < 200)
            }
            let bytes = try #require([UInt8](contentsOf: directory + "/journal/journal.db")).count
            #expect(bytes > 256 << 10)
            #expect(bytes <= 512 << 10)
        }
    }
}
