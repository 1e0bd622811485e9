import TestSupport
import Testing
import WeChat

@testable import WeChatServer

@Suite struct ShowCommandTests {
    @Test func pushIsShownWithAllThatIsKnown() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                let id = try server.keep("你好", received: 1_795_254_594)
                try server.write(
                    .answer(id, PushAnswer(reply: .text("吃了吗"), time: 1_795_254_600), isKept: true),
                    .late(id, .waiting(.text("later words"))))
                let show = try fixture.run("show", "\(id)")
                #expect(show.status == 0, "\(show.error)")
                for line in [
                    "id:                   1\n", "received:             2026-11-21T09:49:54Z\n",
                    "state:                answered\n",
                    "answered:             2026-11-21T09:50:00Z\n", "answer:               吃了吗\n",
                    "answer_document:      <xml><ToUserName><![CDATA[oUser]]></ToUserName>",
                    "late:                 waiting\n",
                    "late_answer:          later words\n", "  \"Content\": \"你好\"",
                ] {
                    #expect(show.output.contains(line), "\(line) in \(show.output)")
                }
                let json = try fixture.run("show", "\(id)", "--json")
                #expect(json.output.contains(#""answer": "吃了吗""#))
                #expect(json.output.contains(#""document": {"#))
            }
        }
    }

    @Test func whatIsNotThereIsSaid() throws {
        try JournalFixture.with { fixture in
            try fixture.serve { server in
                let id = try server.keep("gone")
                try server.write(.answer(id, PushAnswer(reply: .text("answer"), time: 1), isKept: true))
                let user = try #require(try server.journal.read { reader in try reader.row(id) }).key.user
                try server.write(.forget(user, before: id, sparing: id))
                try eventually("no document") { try server.journal.read { reader in try reader.row(id) }?.body == [] }
                let show = try fixture.run("show", "\(id)")
                #expect(show.output.contains("document: (deleted)"))
                let none = try fixture.run("show", "7")
                #expect(none.status == 66)
                #expect(none.error == "7: \(fixture.directory) has no such push\n")
            }
        }
    }
}
