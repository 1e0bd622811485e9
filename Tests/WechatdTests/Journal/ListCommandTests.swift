import TestSupport
import Testing
import WeChat

@testable import WeChatServer

@Suite struct ListCommandTests {
    /// 2026-11-21T09:49:54Z
    private let time = 1_795_254_594

    /// Four pushes at four hours.
    private func fill(_ server: JournalServer) throws {
        try server.keep("hello", received: time)
        try server.keep("secret words", from: "oOther", received: time + 3_600)
        try server.keep("three", account: "second", received: time + 7_200)
        try server.keep("four", received: time + 10_800)
        try server.write(
            .answer(1, PushAnswer(reply: .text("answered words"), time: time), isKept: true),
            .late(1, .dead("the user is out of reach")), .begin(2, attempt: 2), .park(2))
    }

    @Test(arguments: [true, false]) func pushIsALine(_ isServed: Bool) throws {
        try JournalFixture.with { fixture in
            let check = { () throws in
                let list = try fixture.run("list")
                #expect(list.status == 0, "\(list.error)")
                #expect(
                    list.output == """
                        id  received              account  kind  state     attempts  late
                        1   2026-11-21T09:49:54Z  main     text  answered  1         dead
                        2   2026-11-21T10:49:54Z  main     text  parked    2         none
                        3   2026-11-21T11:49:54Z  second   text  received  1         none
                        4   2026-11-21T12:49:54Z  main     text  received  1         none

                        """)
            }
            try fixture.serve { server in
                try fill(server)
                if isServed { try check() }
            }
            if !isServed { try check() }
        }
    }

    @Test(arguments: [
        ("--since 2026-11-21T10:00", [2, 3, 4]), ("--until 2026-11-21T10:00", [1]), ("--kind TEXT", [1, 2, 3, 4]),
        ("--kind image", []), ("--user oUser", [1, 3, 4]), ("--user oOther --account main", [2]),
        ("--user oNobody", []), ("--account second", [3]), ("--state received --state parked", [2, 3, 4]),
        ("--late dead", [1]), ("--limit 2", [3, 4]), ("--since 1h", []),
    ])
    func onlyThoseThatWereAskedFor(_ options: String, _ numbers: [Int]) throws {
        try JournalFixture.with { fixture in
            try fixture.serve { try fill($0) }
            let list = try Command(
                shell: "exec \(Command.wechatd) journal list \(options) --json --data '\(fixture.directory)'")
            #expect(try list.status() == 0, "\(list.error)")
            let ids = list.output.split(separator: "\n").map { $0.prefix { $0 != "," } }
            #expect(ids == numbers.map { "{\"id\":\($0)" })
        }
    }

    @Test func lettersAreDeadForAReason() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { try fill($0) }
            let dead = try fixture.run("dead")
            #expect(
                dead.output == """
                    id  received              account  kind  reason
                    1   2026-11-21T09:49:54Z  main     text  the user is out of reach
                    2   2026-11-21T10:49:54Z  main     text  it has ended the process (attempt 2)

                    """)
            let json = try fixture.run("dead", "--json", "--state", "answered")
            #expect(
                json.output == """
                    {"id":1,"received":"2026-11-21T09:49:54Z","account":"main","kind":"text",\
                    "reason":"the user is out of reach"}

                    """)
        }
    }

    @Test func terminalIsGivenNoOrders() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                try server.keep("hello", account: "a\u{1B}[31m")
                try server.write(.late(1, .dead("first\nsecond\u{1B}c")))
            }
            for command in [try fixture.run("dead"), try fixture.run("dead", "--json"), try fixture.run("show", "1")] {
                #expect(command.status == 0)
                #expect(command.output.contains("second"))
                #expect(!command.output.contains("\u{1B}"))
            }
            #expect(try fixture.run("dead").output.split(separator: "\n").count == 2)
        }
    }

    @Test func listNamesNoUserAndQuotesNobody() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { try fill($0) }
            for arguments in [["list"], ["list", "--json"], ["dead"]] {
                let command = try Command(
                    shell:
                        "exec \(Command.wechatd) journal \(arguments.joined(separator: " ")) --data '\(fixture.directory)'"
                )
                #expect(try command.status() == 0)
                for text in ["oUser", "oOther", "words", "hello"] { #expect(!command.output.contains(text)) }
            }
        }
    }
}
