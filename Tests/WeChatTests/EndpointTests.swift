import Bytes
import Testing
import XML

@testable import WeChat

struct EndpointTests {
    static let now = 1_714_036_504
    static let document =
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>user</FromUserName><MsgType>text</MsgType></xml>"

    private func endpoint(_ change: (inout Account) -> Void = { _ in }) -> Endpoint {
        var account = Account.test
        change(&account)
        return Endpoint(account, HandlerRegistry(), .test(), limits: DocumentLimits())
    }

    /// A query with a signature that is right for these parameters.
    private func query(_ timestamp: String = "\(now)", nonce: String = "486452656", token: String = "weixin") -> String
    {
        let signature = Signature.text(token: Secret(token), timestamp: timestamp, nonce: nonce)
        return "signature=\(signature)&timestamp=\(timestamp)&nonce=\(nonce)"
    }

    private func open(
        _ query: String, _ body: String = document, at now: Int = now, _ endpoint: Endpoint? = nil
    ) -> Result<String, Refusal> {
        query.withBytes { query in
            body.withBytes { body in
                Result { () throws(Refusal) in
                    try (endpoint ?? self.endpoint()).open(query, body, now: now)?.push.openID ?? "probe"
                }
            }
        }
    }

    private func handshake(_ query: String) -> Result<String, Refusal> {
        query.withBytes { query in
            Result { () throws(Refusal) in
                String(decoding: try endpoint().handshake(query, now: Self.now).echo, as: UTF8.self)
            }
        }
    }

    @Test func aSignedPushIsOpened() {
        #expect(open(query()) == .success("user"))
        #expect(open("openid=other&\(query())&encrypt_type=raw") == .success("user"))
        #expect(open(query() + "&encrypt_type=") == .success("user"))
    }

    @Test func theOfficialHandshakeIsAnswered() {
        let official = "f464b24fc39322e44b38aa78f5edd27bd1441696"
        let query = "signature=\(official)&timestamp=1714036504&nonce=1514711492&echostr=4375120948345356249"
        let endpoint = endpoint { $0.tokens = [Secret("AAAAA")] }
        let answer = query.withBytes { query in
            Result { String(decoding: try endpoint.handshake(query, now: Self.now).echo, as: UTF8.self) }
        }
        #expect((try? answer.get()) == "4375120948345356249")
    }

    @Test func anEchoIsOpaqueText() {
        for echo in ["1", "4375120948345356249", "aZ09_-", String(repeating: "x", count: 128)] {
            #expect(handshake(query() + "&echostr=\(echo)") == .success(echo))
        }
        for echo in [
            "", String(repeating: "x", count: 129), "<script>", "a+b", "a%20b", "a b", "a.b", "é", "a/b", "a=b", "a;b",
        ] {
            #expect(handshake(query() + "&echostr=\(echo)") == .failure(.malformedParameter("echostr")), "\(echo)")
        }
        #expect(handshake(query()) == .failure(.missingParameter("echostr")))
        #expect(handshake(query(token: "wrong") + "&echostr=1") == .failure(.signatureDiffers))
    }

    @Test func eachParameterIsNeeded() {
        let parts = query().split(separator: "&")
        for (index, name) in ["signature", "timestamp", "nonce"].enumerated() {
            var rest = parts
            rest.remove(at: index)
            guard case .failure(.missingParameter(let missing)) = open(rest.joined(separator: "&")) else {
                Issue.record("\(name) was not missed")
                continue
            }
            #expect("\(missing)" == name)
        }
        #expect(open("") == .failure(.missingParameter("signature")))
    }

    @Test(arguments: [
        "", "1", "171403650", "17140365040", "171403650a", " 714036504", "+714036504", "-714036504", "1714036.04",
        "１７１４", "0x66290000",
        "%31714036504",
    ])
    func aTimestampHasTenDigits(timestamp: String) {
        #expect(open(query(timestamp)) == .failure(.malformedParameter("timestamp")))
    }

    @Test func aNonceIsOpaqueText() {
        for nonce in ["1", "27055319", "aZ09_-", String(repeating: "x", count: 128)] {
            #expect(open(query(nonce: nonce)) == .success("user"))
        }
        for nonce in [
            "", String(repeating: "x", count: 129), "a b", "a+b", "a%20", "é", "a.b", "a/b", "a=b", "a:b", "a@b", "a`b",
            "a{b", "a[b",
        ] {
            #expect(open(query(nonce: nonce)) == .failure(.malformedParameter("nonce")), "\(nonce)")
        }
    }

    @Test func theWindowHasItsEdges() {
        #expect(open(query(), at: Self.now + 300) == .success("user"))
        #expect(open(query(), at: Self.now - 300) == .success("user"))
        #expect(open(query(), at: Self.now + 301) == .failure(.timestampTooOld(seconds: 301)))
        #expect(open(query(), at: Self.now - 301) == .failure(.timestampInFuture(seconds: 301)))
        let wide = endpoint { $0.replayWindow = 86_400 }
        #expect(open(query(), at: Self.now + 86_400, wide) == .success("user"))
        #expect(open(query(), at: Self.now + 86_401, wide) == .failure(.timestampTooOld(seconds: 86_401)))
        #expect(
            open(query("9999999999"), at: Self.now, wide)
                == .failure(.timestampInFuture(seconds: 9_999_999_999 - Self.now)))
        #expect(open(query("0000000000")) == .failure(.timestampTooOld(seconds: Self.now)))
    }

    @Test func aForgeryIsToldBeforeAnAge() {
        #expect(open(query(token: "wrong"), at: 0) == .failure(.signatureDiffers))
        #expect(open(query().replacing("signature=", with: "signature=0")) == .failure(.signatureDiffers))
        let upper = query().split(separator: "&")[0].dropFirst("signature=".count).uppercased()
        #expect(open("signature=\(upper)&timestamp=\(Self.now)&nonce=486452656") == .failure(.signatureDiffers))
        #expect(open(query().replacing("nonce=4", with: "nonce=5")) == .failure(.signatureDiffers))
        #expect(open("signature=&timestamp=\(Self.now)&nonce=486452656") == .failure(.signatureDiffers))
    }

    @Test func theModeIsNotTheRequestsToSay() {
        #expect(open(query() + "&encrypt_type=aes&msg_signature=x") == .failure(.encrypted))
        #expect(open(query() + "&encrypt_type=RAW") == .failure(.encrypted))
        #expect(open(query() + "&encrypt_type=aes", "") == .failure(.encrypted))
    }

    @Test func whatIsNoPushIsRefused() {
        #expect(open(query(), "") == .failure(.emptyBody))
        #expect(open(query(), "<xml/><!DOCTYPE x>") != .success(""))
        #expect(open(query(), "<!DOCTYPE xml><xml/>") == .failure(.document(.documentType)))
        #expect(open(query(), "<html/>") == .failure(.document(.rootIsNotXML)))
        #expect(open(query(token: "wrong"), "<!DOCTYPE xml><xml/>") == .failure(.signatureDiffers))
    }

    @Test func aReplyIsSealedToTheUser() throws {
        let push = try Push(document: Self.document)
        var output = ByteBuffer()
        output.append("head")
        let endpoint = endpoint()
        let sealed = endpoint.seal(.text("你好"), to: push, in: .none, now: 17, into: &output)
        #expect(sealed.sent == .text("你好") && sealed.mistake == nil && sealed.format == .xml)
        #expect(
            output.text
                == "head<xml><ToUserName><![CDATA[user]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName>"
                + "<CreateTime>17</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>"
        )
        output.removeAll()
        let nothing = endpoint.seal(nil, to: push, in: .none, now: 17, into: &output)
        #expect(nothing.sent == .success && nothing.mistake == nil && nothing.format == nil)
        #expect(output.text == "success")
        output.removeAll()
        let mended = endpoint.seal(.text(""), to: push, in: .none, now: 17, into: &output)
        #expect(mended.sent == .success && mended.mistake == .emptyText && mended.format == nil)
        #expect(output.text == "success")
    }
}
