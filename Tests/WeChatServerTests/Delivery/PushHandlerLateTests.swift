import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// What is answered before the handler's end, and how its answer comes to the user.
struct PushHandlerLateTests {
    @Test func theDefaultWithASecretIsACustomerServiceMessage() throws {
        try LateServer.with(nil) { late throws in
            #expect(try late.deliver("slow 你好").body == "success")
            late.gate.open()
            #expect(try late.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"你好"}}"#])
            try late.late(.sent)
            #expect(late.handled == ["slow 你好"])
        }
    }

    @Test func lateAnswersToAUserKeepTheirOrder() throws {
        try LateServer.with(.late(.customerService), { ($0.pushes.isOrdered, $0.loops) = (false, 1) }) { late throws in
            late.standIn.holdTokens()
            for text in ["slow a", "slow b", "slow c"] { #expect(try late.deliver(text).body == "success") }
            try late.gate.awaitArrival(3)
            late.gate.open()
            try eventually("a held token") { late.standIn.heldCount > 0 }
            late.standIn.release()
            let sent = try late.awaitSent(3)
            #expect(zip(sent, ["a", "b", "c"]).allSatisfy { $0.contains("\"content\":\"\($1)\"") })
        }
    }

    @Test func aLongTextGoesOnInAMessage() throws {
        try LateServer.with(.late(.customerService)) { late throws in
            let text = String(repeating: "长", count: 1_000)
            let first = try late.deliver("quick " + text).text ?? ""
            #expect(first.utf8.count <= 2_048 && first.utf8.count > 2_000)
            let rest = String(text.dropFirst(first.count))
            #expect(try late.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"\#(rest)"}}"#])
            #expect(try late.deliver("quick " + text).text == first)
            #expect(late.sent.count == 1)
        }
    }

    @Test func aLongTextGoesOnInTheMailbox() throws {
        try LateServer.with(.late(.mailbox)) { late throws in
            let text = String(repeating: "长", count: 1_500)
            let notice = Account.Late().continuationNotice
            var told = ""
            for (id, request) in ["quick " + text, "继续", "继续"].enumerated() {
                let part = try late.deliver(request, id: id).text ?? ""
                #expect(part.utf8.count <= 2_048 && part.hasSuffix(notice) == (id < 2))
                told += id < 2 ? String(part.dropLast(notice.count)) : part
            }
            #expect(told == text)
            #expect(late.handled.count == 1)
        }
    }

    @Test func aLateLongTextIsSentInPieces() throws {
        try LateServer.with(.late(.customerService)) { late throws in
            #expect(try late.deliver("slow " + String(repeating: "长", count: 1_000)).body == "success")
            late.gate.open()
            #expect(try late.awaitSent(2).map { $0.filter { $0 == "长" }.count }.reduce(0, +) == 1_000)
        }
    }

    @Test func anEarlyAnswerIsFollowedByALateOne() throws {
        try LateServer.with(.late(.customerService), { $0.limits.handlerTime = 4_000 }) { late throws in
            #expect(try late.deliver("early a").text == "early")
            #expect(try late.deliver("early a").text == "early")
            late.gate.open()
            #expect(try late.awaitSent().count == 1 && late.sent[0].contains("\"content\":\"a\""))
        }
    }

    @Test func whatCannotBeSentWaitsInTheMailbox() throws {
        try LateServer.with(.late(.customerService, .mailbox)) { late throws in
            late.standIn.answer("send", #"{"errcode":45015,"errmsg":"response out of time limit"}"#)
            #expect(try late.deliver("slow a").body == "success")
            late.gate.open()
            try late.late(.outOfReach)
            try late.late(.kept)
            #expect(try late.deliver("quick b").text == "a")
            #expect(late.sent.count == 1)
        }
    }

    @Test func whoUnsubscribesIsForgotten() throws {
        try LateServer.with(.late(.mailbox)) { late throws in
            #expect(try late.deliver("slow a").text == Account.Late().mailboxNotice)
            late.gate.open()
            try late.late(.kept)
            #expect(try late.server.push(WeChatRequest.event("unsubscribe")).body == "success")
            #expect(try late.deliver("quick b").text == "b")
        }
    }

    @Test func whatWasPerhapsSentIsNotSentInAnotherWay() throws {
        try LateServer.with(.late(.customerService, .mailbox)) { late throws in
            late.standIn.answer("send", "500")
            #expect(try late.deliver("slow a").body == "success")
            late.gate.open()
            try late.late(.unknown)
            #expect(try late.deliver("quick b").text == "b")
            #expect(late.sent.count == 1)
        }
    }

    @Test func whoIsOutOfReachIsLeftAlone() throws {
        try LateServer.with(.late(.customerService)) { late throws in
            late.standIn.answer("send", #"{"errcode":45047,"errmsg":"out of response count limit"}"#)
            #expect(try late.deliver("slow a").body == "success")
            late.gate.open()
            try late.late(.outOfReach)
            #expect(!late.server.log.text.contains("\"level\":\"error\""))
        }
    }

    @Test func theUserSeesThatAnAnswerIsBeingWritten() throws {
        try LateServer.with(.late(.customerService), { $0.accounts[0].account.late.showsTyping = true }) {
            late throws in
            #expect(try late.deliver("slow a").body == "success")
            try eventually("typing") { late.standIn.calls("typing").count == 1 }
            #expect(late.standIn.calls("typing")[0].body == #"{"touser":"oUser","command":"Typing"}"#)
            late.gate.open()
            #expect(try late.awaitSent().count == 1)
        }
    }

    @Test func aMiniProgramsUserIsAnsweredByAMessage() throws {
        try LateServer.with(nil, { $0.accounts[0].account.type = .miniProgram }) { late throws in
            #expect(try late.deliver("quick a").body == "success")
            #expect(try late.awaitSent().count == 1 && late.sent[0].contains("\"content\":\"a\""))
        }
    }

    @Test func aHandlersOwnStepsGoBeforeTheAccounts() throws {
        let standIn = try StandIn()
        defer { standIn.stop() }
        let gate = Gate()
        var handlers = HandlerRegistry()
        handlers.on(Text.self, text: "own", .late(.mailbox)) { _, _ in
            await gate.pass()
            return .text("own")
        }
        try TestServer.with(handlers, LateServer.late(standIn, .late(.customerService)) { _ in }) { server throws in
            #expect(try server.push(WeChatRequest.text("own")).text == Account.Late().mailboxNotice)
            gate.open()
            _ = try server.line("kept for the user's next message")
            #expect(try server.push(WeChatRequest.text("next")).text == "own")
        }
    }

    @Test func aStopWaitsForWhatWasPromised() throws {
        try LateServer.with(.late(.customerService)) { late throws in
            #expect(try late.deliver("slow a").body == "success")
            late.server.server.stop()
            late.gate.open()
            #expect(try late.awaitSent().count == 1)
        }
    }
}
