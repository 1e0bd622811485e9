import Foundation
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

@Suite struct PurgeCommandTests {
    /// Pushes and answers of two users, in both accounts.
    private func fill(_ server: JournalServer) throws {
        for number in 1...40 {
            let user = number % 2 == 0 ? "oGoes" : "oStays"
            let id = try server.keep(
                "words of \(user), \(number)", from: user, account: number % 4 < 2 ? "main" : "second")
            try server.write(
                .answer(id, PushAnswer(reply: .text("answer to \(user)"), time: 1), isKept: true),
                .late(id, .waiting(.text("later to \(user)"))))
        }
    }

    @Test func runningServerLeavesNothingOfTheUser() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                try fill(server)
                #expect(try !fixture.files(with: "oGoes").isEmpty)
                let purge = try fixture.run("purge", "--user", "oGoes")
                #expect(purge.status == 0, "\(purge.error)")
                #expect(purge.output == "deleted\n")
                #expect(try fixture.files(with: "oGoes").isEmpty)
                #expect(try !fixture.files(with: "words of oStays").isEmpty)
                // The server goes on.
                try server.keep("words of who came later")
                #expect(try fixture.run("list", "--json").output.split(separator: "\n").count == 21)
            }
        }
    }

    @Test func stoppedServersJournalHasNothingOfTheUser() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { try fill($0) }
            let purge = try fixture.run("purge", "--user", "oGoes")
            #expect(purge.status == 0, "\(purge.error)")
            #expect(try fixture.files(with: "oGoes").isEmpty)
            #expect(try fixture.run("list", "--user", "oStays", "--json").output.split(separator: "\n").count == 20)
            #expect(
                try fixture.run("purge", "--user", "oGoes").output == "\(fixture.directory) has nothing of that user\n")
        }
    }

    @Test func killedServersNotesAreSearched() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                try fill(server)
                server.journal.notes.set(0, try JournalServer.arrival("words", from: "oGoes"))
                let killed = try fixture.killed()
                #expect(try killed.files(with: "oGoes").contains("handlers"))
                #expect(try killed.run("purge", "--user", "oGoes").status == 0)
                #expect(try killed.files(with: "oGoes").isEmpty)
                // The next server is still told that this one was killed.
                try killed.serve { #expect(!$0.journal.wasStopped) }
            }
        }
    }

    @Test(arguments: [true, false]) func whatOthersSayOfTheUserGoesAsWell(_ isServed: Bool) throws {
        try JournalFixture.with { fixture in
            let check = { () throws in
                #expect(try fixture.run("purge", "--user", "oGoes").status == 0)
                #expect(try fixture.files(with: "oGoes").isEmpty)
                #expect(try fixture.run("list", "--json").output.split(separator: "\n").count == 1)
            }
            try fixture.serve { server in
                try server.keep("authorization of oGoes revoked", from: "oPlatform")
                let answered = try server.keep("who is it?", from: "oFriend")
                try server.write(.answer(answered, PushAnswer(reply: .text("oGoes"), time: 1), isKept: true))
                try server.keep("something else", from: "oFriend")
                if isServed { try check() }
            }
            if !isServed { try check() }
        }
    }

    @Test func onlyOneAccountMayBeMeant() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { try fill($0) }
            #expect(try fixture.run("purge", "--user", "oGoes", "--account", "second").status == 0)
            let left = try fixture.run("list", "--user", "oGoes", "--json").output.split(separator: "\n")
            #expect(left.count == 10)
            #expect(left.allSatisfy { $0.contains("main") })
        }
    }

    @Test func damagedFileIsNamed() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { try fill($0) }
            try "oGoes".write(toFile: fixture.directory + "/journal.db.corrupt-7", atomically: true, encoding: .utf8)
            let purge = try fixture.run("purge", "--user", "oGoes")
            #expect(purge.status == 1)
            #expect(purge.output == "deleted\n")
            #expect(purge.error.contains("journal.db.corrupt-7"))
        }
    }
}
