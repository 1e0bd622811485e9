import Foundation
import TestSupport
import Testing

@testable import WeChatServer

/// Which journal is opened, and what is said where there is none.
@Suite struct JournalOptionsTests {
    private func list(_ configuration: String, _ environment: [String: String] = [:]) throws -> Command {
        try withTemporaryDirectory { directory in
            let text = "\(configuration)\naccounts: [{path: /a, app_id: wx1, token: 0123456789abcdef}]"
            try text.write(toFile: directory + "/a.yaml", atomically: true, encoding: .utf8)
            let command = try Command("journal", "list", "--config", directory + "/a.yaml", environment: environment)
            _ = try command.status()
            return command
        }
    }

    @Test func journalIsTheConfigurations() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in _ = try server.keep("hello") }
            for command in [
                try list("data: \"\(fixture.directory)\""), try list("", ["WECHATD_DATA": fixture.directory]),
            ] {
                #expect(try command.status() == 0, "\(command.error)")
                #expect(command.output.split(separator: "\n").count == 2)
            }
            let none = try list("data: \"\"")
            #expect(try none.status() == 78)
            #expect(none.error.hasSuffix("data: expected the journal's directory, found none; or give --data\n"))
        }
    }

    @Test func journalOfAKilledServerIsRead() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                try server.keep("hello")
                let killed = try fixture.killed()
                for _ in 0..<2 {
                    let list = try killed.run("list", "--json")
                    #expect(list.status == 0, "\(list.error)")
                    #expect(list.output.split(separator: "\n").count == 1)
                }
            }
        }
    }

    @Test func placeWithoutAJournalIsLeftAlone() throws {
        try JournalFixture.with { fixture in
            let none = try fixture.run("list")
            #expect(none.status == 66)
            #expect(none.error == "\(fixture.directory) holds no journal\n")
            #expect(!FileManager.default.fileExists(atPath: fixture.directory))
        }
    }

    @Test func journalThatCannotBeReadIsNotTouched() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in _ = try server.keep("hello") }
            let file = URL(fileURLWithPath: fixture.directory + "/journal.db")
            let whole = try Data(contentsOf: file)
            try SQLiteConnection(file.path).execute("PRAGMA user_version = 9")
            let later = try fixture.run("list")
            #expect(later.status == 65)
            #expect(later.error.contains("was written by a later version"))
            let damaged = Data(repeating: 7, count: whole.count)
            try damaged.write(to: file)
            for arguments in [["list"], ["purge", "--user", "oUser"]] {
                let command = try Command(
                    shell:
                        "exec \(Command.wechatd) journal \(arguments.joined(separator: " ")) --data '\(fixture.directory)'"
                )
                #expect(try command.status() == 65)
                #expect(command.error.hasPrefix("\(fixture.directory): file is not a database"))
            }
            #expect(try Data(contentsOf: file) == damaged)
        }
    }
}
