import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// What is left without an answer until WeChat comes again.
struct PushHandlerRetryTests {
    private let notice = Account.Late().mailboxNotice

    @Test func theDeliveryThatIsThereGetsTheAnswer() throws {
        try LateServer.with(.late(.retry)) { late throws in
            try late.hangUp("slow a")
            let second = try late.begin("slow a")
            try late.server.eventuallyWaiting(1)
            late.gate.open()
            #expect(try second.answer().text == "a")
            #expect(try late.deliver("slow a").text == "a")
            #expect(late.handled == ["slow a"] && late.sent.isEmpty)
        }
    }

    @Test func anAnswerBetweenTwoDeliveriesIsKeptForTheNext() throws {
        try LateServer.with(.late(.retry, .customerService), { $0.limits.rhythm.retry = 60_000 }) { late throws in
            try late.hangUp("slow a")
            late.gate.open()
            try late.server.metric("wechatd_pushes_running 0")
            #expect(try late.deliver("slow a").text == "a")
            #expect(late.handled == ["slow a"] && late.sent.isEmpty)
        }
    }

    @Test func theThirdDeliveryTakesTheNextStep() throws {
        try LateServer.with(.late(.retry, .customerService)) { late throws in
            for _ in 0..<2 { try late.hangUp("slow a") }
            #expect(try late.deliver("slow a").body == "success")
            #expect(late.sent.isEmpty)
            late.gate.open()
            #expect(try late.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"a"}}"#])
            #expect(try late.deliver("slow a").body == "success")
            #expect(late.handled == ["slow a"])
        }
    }

    @Test func withoutANextStepTheReplyIsTakenDown() throws {
        try LateServer.with(.late(.retry)) { late throws in
            for _ in 0..<2 { try late.hangUp("slow a") }
            #expect(try late.deliver("slow a").body == "success")
            late.gate.open()
            try late.late(.unsent)
        }
    }

    @Test func whenWeChatDoesNotComeAgainTheNextStepIsTakenAfterATime() throws {
        try LateServer.with(.late(.retry, .customerService)) { late throws in
            try late.hangUp("slow a")
            late.gate.open()
            #expect(try late.awaitSent().count == 1)
            // It has come after all.
            #expect(try late.deliver("slow a").body == "success")
            try late.late(.sent)
            #expect(late.sent.count == 1)
        }
    }

    @Test func anAnswerWithoutAnotherWayWaitsForARetryHoweverLate() throws {
        try LateServer.with(.late(.retry)) { late throws in
            try late.hangUp("slow a")
            late.gate.open()
            try late.late(.unsent)
            #expect(try late.deliver("slow a").text == "a")
        }
    }

    @Test func aResultThatCameLateIsToldWhenItIsAskedForAgain() throws {
        let gate = Gate()
        var handlers = HandlerRegistry()
        handlers.on(XPayGoodsDeliverNotify.self) { _, _ in
            await gate.pass()
            return .result(code: 5)
        }
        let quick: (inout Configuration) -> Void = { ($0.limits.handlerTime, $0.limits.rhythm.retry) = (30, 0) }
        try TestServer.with(handlers, quick) { server throws in
            let push = WeChatRequest.document(
                "<MsgType>event</MsgType><Event>xpay_goods_deliver_notify</Event><OutTradeNo>1</OutTradeNo>")
            #expect(try server.push(push).body.contains("<ErrCode>-1</ErrCode>"))
            gate.open()
            _ = try server.line("came too late and was not sent")
            #expect(try server.push(push).body.contains("<ErrCode>5</ErrCode>"))
        }
    }

    @Test func aConnectionThatIsHeldForEverIsGivenUp() throws {
        try LateServer.with(.late(.retry, .mailbox), { $0.limits.rhythm.hangUp = 60 }) { late throws in
            #expect(try late.deliver("slow a").status == 503)
            late.gate.open()
            try late.late(.kept)
            #expect(try late.deliver("quick b").text == "a")
            #expect(late.handled == ["slow a"])
        }
    }

    @Test func whatWaitsForRoomTakesTheNextStepAtOnce() throws {
        try LateServer.with(.late(.retry, .mailbox), { ($0.pushes.running, $0.pushes.isOrdered) = (1, false) }) {
            late throws in
            try late.hangUp("slow a")
            #expect(try late.deliver("quick b", id: 2).text == notice)
            late.gate.open()
            try late.late(.kept, 2)
            #expect(late.handled == ["slow a", "quick b"])
        }
    }

    @Test func withoutANextStepWeChatComesAgainHoweverManyWait() throws {
        try LateServer.with(.late(.retry), { ($0.pushes.running, $0.pushes.isOrdered) = (1, false) }) { late throws in
            try late.hangUp("slow a")
            let second = try late.begin("quick b", id: 2)
            try late.server.eventuallyWaiting(2)
            late.gate.open()
            #expect(try second.answer().text == "b")
        }
    }

    @Test func aClientThatHasGoneBeforeItsTimeIsNotAnswered() throws {
        try LateServer.with(.late(.customerService), { $0.limits.handlerTime = 4_000 }) { late throws in
            let client = try late.begin("slow a")
            try late.gate.awaitArrival()
            client.close()
            late.gate.open()
            #expect(try late.awaitSent().count == 1)
        }
    }

    @Test func theDefaultWithoutASecretIsToRideAndThenTheMailbox() throws {
        try LateServer.with(nil, secret: false) { late throws in
            for _ in 0..<2 { try late.hangUp("slow a") }
            #expect(try late.deliver("slow a").text == notice)
            late.gate.open()
            try late.late(.kept)
            #expect(try late.deliver("quick b").text == "a")
            #expect(try late.deliver("quick c").text == "c")
            try late.late(.fetched)
            #expect(late.handled == ["slow a", "quick c"])
        }
    }
}
