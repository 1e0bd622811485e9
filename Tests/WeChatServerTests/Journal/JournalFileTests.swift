import CSQLite
import Foundation
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// Files as disks, people and other versions leave them.
struct JournalFileTests {
    private func file(_ directory: String, _ suffix: String = "") -> String {
        directory + "/journal/journal.db" + suffix
    }

    /// A journal of some size, so that damage has a place.
    private func fill(_ directory: String) throws {
        try JournalDesk.with(directory) { desk in for number in 1...500 { desk.hand(.test(number)) } }
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        stat(path, &status)
        return status.st_mode & 0o7777
    }

    @Test func nobodyElseMayReadIt() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { desk in
                try desk.keep(.test(1))
                #expect(mode(directory + "/journal") == 0o700)
                for suffix in ["", "-wal", "-shm"] { #expect(mode(file(directory, suffix)) == 0o600) }
            }
        }
    }

    @Test func secondProcessIsRefused() throws {
        try withTemporaryDirectory { directory in
            try JournalDesk.with(directory) { _ in
                let error = #expect(throws: JournalError.self) { try Journal(directory + "/journal") }
                #expect(error == .inUse(directory + "/journal"))
                #expect(error?.reason.contains("in use by another process") == true)
            }
            try JournalDesk.with(directory) { _ in }
        }
    }

    @Test func directoryThatCannotBeMadeIsNamed() {
        let path = "/proc/none/journal"
        #expect(throws: JournalError.directory(path, errno: ENOENT)) { try Journal(path) }
    }

    @Test func fileOfALaterVersionIsLeftAlone() throws {
        try withTemporaryDirectory { directory in
            try fill(directory)
            try SQLiteConnection(file(directory)).execute("PRAGMA user_version = 2")
            let before = try Data(contentsOf: URL(fileURLWithPath: file(directory)))
            let error = #expect(throws: JournalError.self) { try JournalDesk(directory) }
            #expect(error == .laterVersion(file(directory), version: 2))
            #expect(try Data(contentsOf: URL(fileURLWithPath: file(directory))) == before)
        }
    }

    enum Damage: CaseIterable { case noDatabase, cut, overwritten, header }

    @Test(arguments: Damage.allCases) func damagedFileIsMovedAside(_ damage: Damage) throws {
        try withTemporaryDirectory { directory in
            try fill(directory)
            var bytes = try Data(contentsOf: URL(fileURLWithPath: file(directory)))
            switch damage {
            case .noDatabase: bytes = Data("this is no database, but it is longer than a header of one would be".utf8)
            case .cut: bytes = bytes.prefix(bytes.count / 2)
            case .overwritten: for index in 4_096..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index) }
            case .header: for index in 0..<100 { bytes[index] = 0xFF }
            }
            try bytes.write(to: URL(fileURLWithPath: file(directory)))
            for _ in 0..<2 {
                let journal = try Journal(directory + "/journal", now: 1_900_000_000)
                defer { journal.close() }
                let isFirst =
                    try Data(contentsOf: URL(fileURLWithPath: file(directory, ".corrupt-1900000000"))) == bytes
                #expect(isFirst)
                #expect(try journal.unfinished().isEmpty)
            }
            try JournalDesk.with(directory) { desk in
                #expect(desk.journal.setAside == nil)
                try desk.keep(.test(1))
            }
        }
    }

    @Test func placeOfADamagedFileIsTold() throws {
        try withTemporaryDirectory { directory in
            for place in ["", "+"] {
                try fill(directory)
                try Data(repeating: 7, count: 5_000).write(to: URL(fileURLWithPath: file(directory)))
                let journal = try Journal(directory + "/journal", now: 77)
                #expect(journal.setAside == file(directory, ".corrupt-77" + place))
                journal.close()
            }
        }
    }

    /// As after a kill, or a failure of power: the database and its log as they are at that moment.
    @Test func copyTakenAtAnyMomentHasWhatWasKept() throws {
        try withTemporaryDirectory { directory in
            let copies = directory + "/copies"
            try FileManager.default.createDirectory(atPath: copies, withIntermediateDirectories: false)
            try JournalDesk.with(directory, JournalDesk.options { $0.rhythm.tick = 1_000_000 }) { desk in
                for number in 1...20 {
                    try desk.keep(.test(number))
                    let copy = copies + "/\(number)"
                    try FileManager.default.copyItem(atPath: directory + "/journal", toPath: copy + "-0")
                    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
                    try FileManager.default.moveItem(atPath: copy + "-0", toPath: copy + "/journal")
                }
            }
            for number in 1...20 {
                try JournalDesk.with(copies + "/\(number)") { desk in
                    let rows = try desk.journal.unfinished()
                    #expect(rows.map(\.id) == Array(1...number))
                }
            }
        }
    }
}
