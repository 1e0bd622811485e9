import TestSupport
import Testing
import WeChat

@testable import WeChatServer

@Suite struct ReplayCommandTests {
    private let answer = PushAnswer(reply: .text("first"), time: 1)

    @Test func runningServerTakesIt() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                let id = try server.keep("hello")
                try server.write(.answer(id, answer, isKept: true))
                server.answerReplays(.text("second"))
                let replay = try fixture.run("replay", "\(id)", "--wait", "30")
                #expect(replay.status == 0, "\(replay.error)")
                #expect(replay.output == "1: attempt 2: answered, its late answer is sent\n")
            }
        }
    }

    @Test func stoppedServerTakesItWhenItStarts() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                for number in 1...3 { try server.keep("\(number)") }
                for id in 1...3 { try server.write(.answer(id, answer, isKept: true)) }
            }
            let replay = try fixture.run("replay", "3", "1", "3")
            #expect(replay.status == 0, "\(replay.error)")
            #expect(replay.output == "3: kept for the start of the server\n1: kept for the start of the server\n")
            try fixture.serve { server in
                server.answerReplays(.text("second"))
                try eventually("two runs") {
                    try server.journal.read { reader in try reader.rows(JournalFilter(late: [.sent]), limit: 9) }.map(
                        \.id) == [1, 3]
                }
            }
        }
    }

    @Test func deadLettersAreReplayedTogether() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                for number in 1...4 { try server.keep("\(number)") }
                try server.write(
                    .park(2), .answer(3, answer, isKept: true), .late(3, .dead("out of reach")),
                    .answer(4, answer, isKept: true))
                server.answerReplays(.text("second"))
                let replay = try fixture.run("replay", "--dead", "--wait", "30")
                #expect(replay.status == 0, "\(replay.error)")
                #expect(
                    Set(replay.output.split(separator: "\n")) == [
                        "2: attempt 2: answered, its late answer is sent",
                        "3: attempt 2: answered, its late answer is sent",
                    ])
                #expect(try fixture.run("dead", "--json").output.isEmpty)
                let none = try fixture.run("replay", "--dead")
                #expect(none.status == 0 && none.error.hasSuffix(" has none that can be replayed\n"))
            }
        }
    }

    @Test func whatComesNoFurtherIsNoSuccess() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                let id = try server.keep("hello")
                try server.write(.park(id))
                server.answerReplays(.text("second"), late: .dead("out of reach"))
                let replay = try fixture.run("replay", "\(id)", "--wait", "30")
                #expect(replay.status == 1)
                #expect(replay.output == "1: attempt 2: answered, its late answer could not be sent: out of reach\n")
            }
        }
    }

    @Test func serverThatDoesNotTakeItIsNotWaitedForEndlessly() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                let id = try server.keep("hello")
                try server.write(.park(id))
                let waited = try fixture.run("replay", "\(id)", "--wait", "1")
                #expect(waited.status == 1)
                #expect(waited.output == "1: kept; the server has not taken it yet\n")
                #expect(try fixture.run("replay", "\(id)", "--wait", "0").status == 0)
            }
        }
    }

    @Test func whatCannotBeReplayedIsRefusedInWords() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                try server.keep("unfinished")
                let id = try server.keep("waiting")
                try server.write(.answer(id, answer, isKept: true), .late(id, .waiting(.text("late"))))
            }
            let replay = try fixture.run("replay", "1", "2", "3")
            #expect(replay.status == 1)
            #expect(replay.output.isEmpty)
            #expect(
                replay.error == """
                    1: its handlers are being asked, or will be when the server starts
                    2: its late answer is still on its way
                    3: \(fixture.directory) has no such push

                    """)
            #expect(try fixture.run("replay").status == 64)
            #expect(try fixture.run("replay", "1", "--dead").status == 64)
        }
    }
}
