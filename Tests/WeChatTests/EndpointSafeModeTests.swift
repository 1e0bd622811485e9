import Bytes
import TestSupport
import Testing
import XML

@testable import WeChat

struct EndpointSafeModeTests {
    private static let otherKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    private static let otherToken = "tokenOfTheTestsBeforeIt"
    private static let text = WeChatRequest.text("秘密")
    private static let jsonText = """
        {"ToUserName":"gh_account","FromUserName":"oUser","CreateTime":1714037481,"MsgType":"text","Content":"秘密",\
        "MsgId":18446744073709551615}
        """

    /// An endpoint in safe mode, with what is set otherwise.
    private func endpoint(_ change: (inout Account) -> Void = { _ in }) throws -> Endpoint {
        var account = Account(appID: "wx1", token: Secret(WeChatRequest.token))
        account.mode = .safe(EncodingAESKeys(try #require(EncodingAESKey(SealedPush.key))))
        change(&account)
        return Endpoint(account, .echo, .test(), limits: DocumentLimits())
    }

    private func open(
        _ request: (query: String, body: String), _ endpoint: Endpoint? = nil, at now: Int? = nil
    ) throws -> Result<(push: Push, envelope: Envelope), Refusal> {
        let endpoint = try endpoint ?? self.endpoint()
        return request.query.withBytes { query in
            request.body.withBytes { body in
                Result { () throws(Refusal) in
                    let now = now ?? SealedPush("").timestamp
                    guard let opened = try endpoint.open(query, body, now: now) else { throw .emptyBody }
                    return (opened.push, opened.envelope)
                }
            }
        }
    }

    private func refusal(_ request: (query: String, body: String), _ endpoint: Endpoint? = nil) throws -> Refusal? {
        guard case .failure(let refusal) = try open(request, endpoint) else { return nil }
        return refusal
    }

    /// What the envelope of an answer holds, opened with the given token and key.
    private func answer(
        _ reply: Reply?, to push: Push, _ envelope: Envelope, of endpoint: Endpoint,
        token: String = WeChatRequest.token, key: String = SealedPush.key
    ) throws -> (message: String, fields: Fields) {
        var output = ByteBuffer()
        let sealed = endpoint.seal(reply, to: push, in: envelope, now: 1_714_037_482, into: &output)
        #expect(sealed.format == envelope.format && sealed.mistake == nil)
        let fields = try Fields(document: Array(output.bytes))
        let encrypt = fields.trimmed("Encrypt")
        #expect(
            fields.trimmed("MsgSignature")
                == SealedPush.signature(encrypt, token, fields.trimmed("TimeStamp"), fields.trimmed("Nonce")))
        #expect(fields.integer("TimeStamp") == 1_714_037_482)
        let cipher = MessageCipher(try #require(EncodingAESKey(key)), receiver: "wx1")
        let message = try Array(encrypt.utf8).withUnsafeBytes { String(decoding: try cipher.open($0), as: UTF8.self) }
        return (message, fields)
    }

    @Test func aSealedPushIsOpenedAndItsReplySealed() throws {
        let endpoint = try endpoint()
        let (push, envelope) = try open(SealedPush(Self.text).request, endpoint).get()
        #expect(push.openID == "oUser" && push["Content"] == "秘密" && envelope.format == .xml)
        let answer = try answer(.text("你好"), to: push, envelope, of: endpoint)
        #expect(answer.fields.children.map(\.name) == ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"])
        #expect(answer.message.hasPrefix("<xml><ToUserName><![CDATA[oUser]]></ToUserName>"))
        #expect(answer.message.hasSuffix("<Content><![CDATA[你好]]></Content></xml>"))
    }

    @Test func jsonIsAnsweredInJSON() throws {
        let endpoint = try endpoint()
        var sealed = SealedPush(Self.jsonText)
        sealed.isJSON = true
        let (push, envelope) = try open(sealed.request, endpoint).get()
        #expect(push.messageID == "18446744073709551615" && envelope.format == .json)
        let answer = try answer(.transferToCustomerService(), to: push, envelope, of: endpoint)
        #expect(
            answer.message
                == #"{"ToUserName":"oUser","FromUserName":"gh_account","CreateTime":1714037482,"#
                + #""MsgType":"transfer_customer_service"}"#)
        #expect(answer.fields.children.map(\.name) == ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"])
    }

    @Test(arguments: [false, true])
    func whatIsInClearBesideItDoesNotCount(isJSON: Bool) throws {
        let endpoint = try endpoint { $0.mode = .compatible(EncodingAESKeys(EncodingAESKey(SealedPush.key)!)) }
        var sealed = SealedPush(isJSON ? Self.jsonText : Self.text)
        sealed.isJSON = isJSON
        sealed.clear =
            isJSON
            ? #""FromUserName":"oForger","MsgType":"text","Content":"forged","#
            : "<FromUserName>oForger</FromUserName><MsgType>text</MsgType><Content>forged</Content>"
        let (push, envelope) = try open(sealed.request, endpoint).get()
        #expect(push.openID == "oUser" && push["Content"] == "秘密")
        #expect(try answer(.text("a"), to: push, envelope, of: endpoint).message.contains("oUser"))
    }

    @Test func successIsNeverSealed() throws {
        let endpoint = try endpoint()
        let (push, envelope) = try open(SealedPush(Self.text).request, endpoint).get()
        for (reply, text) in [(nil, "success"), (.success, "success"), (.empty, ""), (.text(""), "success")]
            as [(Reply?, String)]
        {
            var output = ByteBuffer()
            #expect(endpoint.seal(reply, to: push, in: envelope, now: 1, into: &output).format == nil)
            #expect(output.text == text)
        }
    }

    @Test func tokensAndKeysOfBeforeAreRight() throws {
        let keys = EncodingAESKeys(
            try #require(EncodingAESKey(SealedPush.key)), previous: EncodingAESKey(Self.otherKey))
        let endpoint = try endpoint {
            $0.tokens.append(Secret(Self.otherToken))
            $0.mode = .safe(keys)
        }
        for token in [WeChatRequest.token, Self.otherToken] {
            for key in [SealedPush.key, Self.otherKey] {
                var sealed = SealedPush(Self.text)
                (sealed.token, sealed.key) = (token, key)
                let (push, envelope) = try open(sealed.request, endpoint).get()
                // A reply is opened with what opened the push.
                let answer = try answer(.text("a"), to: push, envelope, of: endpoint, token: token, key: key)
                #expect(answer.message.contains("oUser"))
            }
        }
    }

    @Test func theUnusedBitsOfAKeyMeanNothing() throws {
        let endpoint = try endpoint {
            $0.mode = .safe(EncodingAESKeys(EncodingAESKey(SealedPush.key.dropLast() + "l")!))
        }
        #expect(try open(SealedPush(Self.text).request, endpoint).get().push["Content"] == "秘密")
    }

    @Test func whatTheModeDoesNotAllowIsRefused() throws {
        let (query, body) = SealedPush(Self.text).request
        let plain = query.replacing(/&encrypt_type.*/, with: "")
        #expect(try refusal((plain, Self.text)) == .notEncrypted)
        #expect(try refusal((plain + "&encrypt_type=raw", Self.text)) == .notEncrypted)
        #expect(try refusal((plain + "&encrypt_type=aes", Self.text)) == .notEncrypted)
        #expect(try refusal((query, Self.text)) == .notEncrypted)
        #expect(try refusal((plain + "&encrypt_type=aes", body)) == .missingParameter("msg_signature"))
        #expect(try refusal((query + "&msg_signature=1", body)) == .repeatedParameter("msg_signature"))
        let xmlOnly = try endpoint { $0.format = .xml }
        var sealed = SealedPush(Self.jsonText)
        sealed.isJSON = true
        #expect(try refusal(sealed.request, xmlOnly) == .format(.json))
        #expect(try refusal((query, body), endpoint { $0.mode = .plaintext }) == .encrypted)
    }

    @Test func whatIsWrongIsToldApartAndAllIsForbidden() throws {
        let now = SealedPush("").timestamp
        func wrong(_ change: (inout SealedPush) -> Void) throws -> Refusal? {
            var sealed = SealedPush(Self.text)
            change(&sealed)
            return try refusal(sealed.request)
        }
        func signed(_ encrypt: String) throws -> Refusal? { try refusal(SealedPush(Self.text).request(encrypt)) }
        let (query, body) = SealedPush(Self.text).request
        let signature = String(query.dropFirst("signature=".count).prefix(40))
        let cases: [(Refusal?, String)] = [
            (try wrong { $0.token = "another" }, "signature_differs"),
            (try wrong { $0.altered = SealedPush(Self.text).encrypt }, "message_altered"),
            (
                try refusal((query.replacing(/msg_signature=.*/, with: "msg_signature=\(signature)"), body)),
                "signature_for_message"
            ),
            (try wrong { $0.timestamp = now - 400 }, "timestamp_too_old"),
            (try wrong { $0.timestamp = now + 400 }, "timestamp_in_future"),
            (try wrong { $0.receiver = "wx2" }, "envelope_receiver"),
            (try wrong { $0.receiver = "" }, "envelope_receiver"),
            (try signed("*"), "envelope_base64"),
            (try signed(""), "envelope_blocks"),
            (try signed("AAAA"), "envelope_blocks"),
            (try wrong { $0.message = "<xml>" }, "envelope_message"),
            (try wrong { $0.message = "" }, "envelope_message"),
        ]
        for (refusal, label) in cases {
            #expect(refusal?.label.name == label)
            #expect(refusal?.isForbidden == true, "\(label)")
        }
        let underAnotherKey = try wrong { $0.key = Self.otherKey }
        #expect([.envelopePadding, .envelopeLength, .envelopeReceiver].contains(underAnotherKey?.label))
    }

    @Test func whatWeChatWantsInClearIsInClear() throws {
        let endpoint = try endpoint()
        let document = WeChatRequest.document(
            "<MsgType>event</MsgType><Event>minigame_deliver_goods</Event><MiniGame><OrderId>1</OrderId></MiniGame>")
        let (push, envelope) = try open(SealedPush(document).request, endpoint).get()
        var output = ByteBuffer()
        _ = endpoint.seal(.result(code: 0), to: push, in: envelope, now: 1, into: &output)
        #expect(output.text == "<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[Success]]></ErrMsg></xml>")
    }
}

extension HandlerRegistry {
    fileprivate static let echo: HandlerRegistry = {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { message, _ in .text(message.content) }
        return handlers
    }()
}
