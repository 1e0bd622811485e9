import TestSupport
import Testing
import WeChat

@testable import wechatd

@Suite struct PushEnvelopeTests {
    private static let push = [
        DocumentField("MsgType", "text"), DocumentField("ToUserName", "gh_1"), DocumentField("A", "1"),
    ]

    private func envelope(_ mode: (EncodingAESKeys) -> Account.Mode) throws -> PushEnvelope {
        var account = Account(appID: "wx1", token: Secret(WeChatRequest.token))
        account.mode = mode(EncodingAESKeys(try #require(EncodingAESKey(SealedPush.key))))
        return try #require(PushEnvelope(account))
    }

    private func body(_ envelope: PushEnvelope, _ fields: [DocumentField], _ format: WireFormat) -> String {
        String(decoding: envelope.body("c2VhbGVk", of: fields, in: format), as: UTF8.self)
    }

    @Test func safeModeShowsWhomItIsFor() throws {
        let envelope = try envelope { .safe($0) }
        #expect(
            body(envelope, Self.push, .xml) == """
                <xml>
                    <ToUserName><![CDATA[gh_1]]></ToUserName>
                    <Encrypt><![CDATA[c2VhbGVk]]></Encrypt>
                </xml>
                """)
        #expect(body(envelope, Self.push, .json) == #"{"ToUserName":"gh_1","Encrypt":"c2VhbGVk"}"#)
        #expect(
            body(envelope, [DocumentField("AppId", "wx1"), DocumentField("A", "a")], .xml) == """
                <xml>
                    <AppId><![CDATA[wx1]]></AppId>
                    <Encrypt><![CDATA[c2VhbGVk]]></Encrypt>
                </xml>
                """)
        #expect(body(envelope, [], .json) == #"{"Encrypt":"c2VhbGVk"}"#)
    }

    @Test func compatibleModeShowsEverything() throws {
        let envelope = try envelope { .compatible($0) }
        #expect(
            body(envelope, Self.push, .xml) == """
                <xml>
                    <MsgType><![CDATA[text]]></MsgType>
                    <ToUserName><![CDATA[gh_1]]></ToUserName>
                    <A>1</A>
                    <Encrypt><![CDATA[c2VhbGVk]]></Encrypt>
                </xml>
                """)
    }

    @Test func plaintextModeHasNone() {
        #expect(PushEnvelope(Account(appID: "wx1", token: Secret("abc"))) == nil)
    }

    @Test func signatureIsWeChats() throws {
        let right = SealedPush.signature("c2VhbGVk", WeChatRequest.token, "1714037481", "n")
        #expect(try envelope { .safe($0) }.signature("c2VhbGVk", timestamp: "1714037481", nonce: "n") == right)
    }
}
