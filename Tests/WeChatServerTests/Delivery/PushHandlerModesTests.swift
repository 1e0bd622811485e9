import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct PushHandlerModesTests {
    /// Sends a sealed push.
    private func push(_ sealed: SealedPush, to path: String = "/wechat", _ server: TestServer) throws -> Answer {
        let (query, body) = sealed.request
        return try server.client().post("\(path)?\(query)", body)
    }

    private func change(_ change: @escaping (inout Account) -> Void) -> (inout Configuration) -> Void {
        { change(&$0.accounts[0].account) }
    }

    private let safe: (inout Account) -> Void = { account in
        guard let key = EncodingAESKey(SealedPush.key) else { return }
        account.mode = .safe(EncodingAESKeys(key))
    }

    @Test func aSealedPushGetsASealedReply() throws {
        try TestServer.with(.echo, change(safe)) { server in
            let answer = try push(SealedPush(WeChatRequest.text("你好")), server)
            #expect(answer.status == 200 && answer.head.contains("Content-Type: text/xml; charset=utf-8"))
            #expect(answer.body.hasPrefix("<xml><Encrypt><![CDATA[") && !answer.body.contains("你好"))
            #expect(try push(SealedPush(WeChatRequest.event("never_heard_of")), server).body == "success")
            #expect(try server.line("\"outcome\":\"replied\"").contains("\"kind\":\"text\""))
        }
    }

    @Test func allThatDoesNotOpenLooksAlike() throws {
        try TestServer.with(.echo, change(safe)) { server in
            var answers: [Answer] = []
            for wrong in [
                { $0.receiver = "wx0000000000000002" }, { $0.key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" },
                { $0.token = "abc" },
                { $0.altered = "AAAA" }, { $0.message = "no document" },
            ] as [(inout SealedPush) -> Void] {
                var sealed = SealedPush(WeChatRequest.text("a"))
                wrong(&sealed)
                answers.append(try push(sealed, server))
            }
            #expect(answers.allSatisfy { $0 == answers[0] } && answers[0].status == 403 && answers[0].body.isEmpty)
            #expect(try server.line("which is not this account's appid").contains("\"outcome\":\"refused\""))
            _ = try server.line("the body was altered on its way")
        }
    }

    @Test func aPairIsGoodForOnePushOnAllLoops() throws {
        let loops: (inout Configuration) -> Void = { $0.loops = 2 }
        try TestServer.with(.echo, loops) { server in
            let target = WeChatRequest.target()
            let text = WeChatRequest.text("a")
            for _ in 0..<8 { #expect(try server.push(text, to: target).text == "a") }
            for _ in 0..<8 {
                let forged = try server.push(WeChatRequest.text("b"), to: target)
                #expect(forged.status == 403 && forged.body.isEmpty)
            }
            let handshake = WeChatRequest.target("/wechat", "&echostr=1")
            #expect(try server.client().get(handshake).body == "1")
            #expect(try server.push(WeChatRequest.text("a"), to: handshake).status == 403)
            _ = try server.line("timestamp and nonce were used for another push")
        }
    }

    @Test func aPlatformsPathHasTheAccount() throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { _, context in .text(context.authorizerAppID ?? "none") }
        let paths: (inout Configuration) -> Void = { configuration in
            configuration.accounts[0].path = "/wechat/$APPID$/callback"
            configuration.accounts[0].authorizationPath = "/wechat/authorization"
        }
        try TestServer.with(handlers, paths) { server in
            let target = WeChatRequest.target("/wechat/wx71e2d3c4b5a60918/callback")
            #expect(try server.push(WeChatRequest.text("a"), to: target).text == "wx71e2d3c4b5a60918")
            let other = WeChatRequest.target("/wechat/authorization")
            #expect(try server.push(WeChatRequest.text("b"), to: other).text == "none")
            let ticket = """
                <xml><AppId>wx1</AppId><CreateTime>1714037481</CreateTime><InfoType>component_verify_ticket</InfoType>\
                <ComponentVerifyTicket>ticket@@@1</ComponentVerifyTicket></xml>
                """
            let answer = try server.push(ticket, to: WeChatRequest.target("/wechat/authorization"))
            #expect(answer.status == 200 && answer.body == "success")
        }
    }

    @Test func cloudHostingTellsInItsFields() throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { _, context in
            .text([context.cloud?.source, context.cloud?.openID, context.cloud?.unionID].map { $0 ?? "-" }.joined())
        }
        try TestServer.with(handlers, change { $0.isCloudHosted = true }) { server in
            let body = #"{"ToUserName":"g","FromUserName":"u","CreateTime":1,"MsgType":"text","Content":"a","MsgId":1}"#
            func post(_ fields: String, _ body: String) throws -> Answer {
                let client = try server.client()
                client.send(
                    "POST /wechat HTTP/1.1\r\nHost: a\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
                return try client.answer()
            }
            let answer = try post("X-WX-SOURCE: wx_client\r\nx-wx-openid: o1\r\n", body)
            #expect(answer.head.contains("Content-Type: application/json"))
            #expect(answer.body.contains(#""MsgType":"text","Content":"wx_cliento1-""#))
            let probe = try post("", #"{"action":"CheckContainerPath"}"#)
            #expect(probe.status == 200 && probe.body.isEmpty)
            #expect(try post("", body).status == 400)
        }
    }

    @Test func whatIsAskedForAndNotDoneIsNotCalledDone() throws {
        struct Broken: Error {}
        var handlers = HandlerRegistry()
        handlers.on(AddWaybill.self) { _, _ in throw Broken() }
        try TestServer.with(handlers, change { $0.apology = "抱歉" }) { server in
            let broken = try server.push(WeChatRequest.event("add_waybill"))
            #expect(broken.body.contains("<ResultCode>-1</ResultCode>") && !broken.body.contains("抱歉"))
            let unhandled = try server.push(WeChatRequest.event("cancel_waybill"))
            #expect(
                unhandled.body.contains("<ResultCode>-1</ResultCode><ResultMsg><![CDATA[not handled]]></ResultMsg>"))
        }
    }
}
