import TestSupport
import Testing
import WeChat

@testable import wechatd

@Suite struct ReplyReaderTests {
    private static let text = "<xml><ToUserName>oUser</ToUserName><MsgType>text</MsgType><Content>hello</Content></xml>"

    private static func envelope(_ mode: (EncodingAESKeys) -> Account.Mode) throws -> PushEnvelope? {
        var account = Account(appID: "wx1", token: Secret(WeChatRequest.token))
        account.mode = mode(EncodingAESKeys(try #require(EncodingAESKey(SealedPush.key))))
        return PushEnvelope(account)
    }

    /// A reply in its envelope.
    private static func sealed(_ reply: SealedPush, signature: String? = nil) -> String {
        let encrypt = reply.encrypt
        let signature = signature ?? SealedPush.signature(encrypt, reply.token, "\(reply.timestamp)", reply.nonce)
        return """
            <xml><Encrypt><![CDATA[\(encrypt)]]></Encrypt><MsgSignature><![CDATA[\(signature)]]></MsgSignature>\
            <TimeStamp>\(reply.timestamp)</TimeStamp><Nonce><![CDATA[\(reply.nonce)]]></Nonce></xml>
            """
    }

    /// What the user sees; behind a `!` when WeChat does not take it.
    private func seen(_ reader: ReplyReader, _ body: String, status: Int = 200) -> String {
        let view = reader.view(status: status, body: Array(body.utf8))
        return (view.isAccepted ? "" : "!") + view.text
    }

    private static func toast(_ reason: String, _ toast: String = "该公众号提供的服务出现故障，请稍后再试") -> String {
        "!\(toast)  (\(reason))"
    }

    @Test func answersInClearAreRead() {
        let reader = ReplyReader(user: "oUser")
        #expect(seen(reader, Self.text) == "hello")
        #expect(seen(reader, "success") == "(nothing: success)")
        #expect(seen(reader, "") == "(nothing: empty body)")
        #expect(seen(reader, "", status: 500) == Self.toast("status 500"))
        #expect(seen(reader, "\n" + Self.text) == Self.toast("neither success nor XML nor JSON"))
        #expect(seen(reader, #"{"MsgType":"text"}"#) == Self.toast("a reply in another format than the push"))
        #expect(seen(reader, "<xml>").hasPrefix("!"))
        #expect(seen(ReplyReader(user: "oOther"), Self.text) == Self.toast("the reply is not for oOther"))
    }

    @Test func answersInJSONAreRead() {
        var reader = ReplyReader(user: "o", format: .json)
        #expect(seen(reader, #"{"ToUserName":"o","MsgType":"text","Content":"a"}"#) == "a")
        let news = #""Articles":[{"Title":"a","Url":"b"},{"Title":"c","Url":"d"}]}"#
        #expect(seen(reader, #"{"ToUserName":"o","MsgType":"news","ArticleCount":2,"# + news) == "[a b]\n[c d]")
        #expect(seen(reader, Self.text) == Self.toast("a reply in another format than the push"))
        reader.rule = .transfer
        #expect(
            seen(reader, #"{"ToUserName":"o","MsgType":"transfer_customer_service"}"#) == "(to human agents)")
        #expect(
            seen(reader, #"{"ToUserName":"o","MsgType":"text","Content":"a"}"#)
                == Self.toast(
                    "a reply of type text; taken is: transfer to customer service", "该小程序客服暂时无法提供服务，请稍后再试"))
    }

    @Test func safeModeWantsAnEnvelope() throws {
        let reader = ReplyReader(user: "oUser", isSafe: true, envelope: try Self.envelope { .safe($0) })
        #expect(seen(reader, Self.sealed(SealedPush(Self.text))) == "hello")
        #expect(seen(reader, "success") == "(nothing: success)")
        #expect(seen(reader, Self.text) == Self.toast("a reply in clear, and safe mode wants it encrypted"))
        #expect(seen(reader, Self.sealed(SealedPush(Self.text), signature: "a")).contains("MsgSignature differs"))
        var foreign = SealedPush(Self.text)
        foreign.receiver = "wx2"
        #expect(seen(reader, Self.sealed(foreign)).contains("(envelope_receiver)"))
        foreign = SealedPush(Self.text)
        foreign.token = "another"
        #expect(seen(reader, Self.sealed(foreign)).contains("MsgSignature differs"))
        foreign = SealedPush("a")
        #expect(seen(reader, Self.sealed(foreign)).hasPrefix("!"))
    }

    @Test func compatibleModeTakesBoth() throws {
        let reader = ReplyReader(user: "oUser", envelope: try Self.envelope { .compatible($0) })
        #expect(seen(reader, Self.sealed(SealedPush(Self.text))) == "hello")
        #expect(seen(reader, Self.text) == "hello")
    }

    @Test func plaintextModeTakesNoEnvelope() {
        let reader = ReplyReader(user: "oUser")
        #expect(
            seen(reader, Self.sealed(SealedPush(Self.text)))
                == Self.toast("an encrypted reply, and this must be answered in clear"))
    }

    @Test func noticeTakesNothingButSuccess() {
        let reader = ReplyReader(user: "oUser", rule: .success)
        #expect(seen(reader, "success") == "(nothing: success)")
        #expect(seen(reader, "") == "(nothing: empty body)")
        #expect(seen(reader, Self.text) == "!(not accepted: this kind takes nothing but: success)")
    }

    @Test func resultIsACodeAndAMessage() throws {
        var reader = ReplyReader(rule: .result(.payment))
        let result = "<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg></xml>"
        #expect(seen(reader, result) == "(ErrCode 0: success)")
        #expect(seen(reader, #"{"ErrCode":-1,"ErrMsg":"failed"}"#) == "(ErrCode -1: failed)")
        #expect(seen(reader, "success") == "!(not accepted: this kind takes nothing but: result (ErrCode))")
        #expect(seen(reader, "{\"a\":1}") == "!(not accepted: a reply without ErrCode)")
        (reader.isSafe, reader.envelope) = (true, try Self.envelope { .safe($0) })
        #expect(seen(reader, Self.sealed(SealedPush(result))) == "(ErrCode 0: success)")
        #expect(seen(reader, result).hasPrefix("!(not accepted: a reply in clear"))
        reader.rule = .result(.game)
        #expect(seen(reader, result) == "(ErrCode 0: success)")
        #expect(seen(reader, Self.sealed(SealedPush(result))).hasPrefix("!(not accepted: an encrypted reply"))
    }

    @Test func resultOfALogisticsProviderIsForSomebody() {
        let reader = ReplyReader(user: "o", rule: .result(.logistics))
        let result = "<ResultCode>0</ResultCode><ResultMsg>success</ResultMsg></xml>"
        #expect(seen(reader, "<xml><ToUserName>o</ToUserName>" + result) == "(ResultCode 0: success)")
        #expect(seen(reader, "<xml>" + result) == "!(not accepted: the reply is not for o)")
    }

    @Test func widgetsAndDevicesTakeTheirOwn() {
        var reader = ReplyReader(user: "o", rule: .widget)
        func reply(_ type: String) -> String {
            "<xml><ToUserName>o</ToUserName><MsgType>\(type)</MsgType><Content>{}</Content></xml>"
        }
        #expect(seen(reader, reply("widget_data")) == "{}")
        #expect(seen(reader, reply("text")) == Self.toast("a reply of type text; taken is: widget_data"))
        #expect(seen(reader, "success") == Self.toast("this kind takes nothing but: widget_data"))
        reader.rule = .device
        #expect(seen(reader, reply("device_text")) == "(device_text to the device)")
        #expect(seen(reader, reply("text")).hasPrefix("!"))
        #expect(seen(reader, "success") == "(nothing: success)")
    }
}
