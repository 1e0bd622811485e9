import Bytes
import TestSupport
import Testing
import XML

@testable import WeChat

struct EndpointCloudHostingTests {
    private let cloud = CloudHosting { $0.description == "x-wx-source" ? "wx_client" : nil }

    private func open(
        _ body: String, query: String = "", from cloud: CloudHosting?, isCloudHosted: Bool = true
    ) -> Result<Push?, Refusal> {
        var account = Account(appID: "wx1", token: Secret(WeChatRequest.token))
        account.isCloudHosted = isCloudHosted
        let endpoint = Endpoint(account, HandlerRegistry(), .test(), limits: DocumentLimits())
        return query.withBytes { query in
            body.withBytes { body in
                Result { () throws(Refusal) in
                    try endpoint.open(query, body, from: cloud, now: SealedPush("").timestamp)?.push
                }
            }
        }
    }

    @Test(arguments: [
        "CheckContainerPath", " CheckContainerPath\n", #"{"action":"CheckContainerPath"}"#,
        "<xml><action>CheckContainerPath</action></xml>",
        "<xml><action><![CDATA[CheckContainerPath]]></action>\n</xml>", #"{ "action" : "CheckContainerPath" }"#,
    ])
    func theProbeIsKnownInEachOfItsSpellings(body: String) throws {
        #expect(try open(body, from: nil).get().map { _ in "a push" } == nil)
        #expect(throws: Refusal.missingParameter("signature")) {
            try open(body, from: nil, isCloudHosted: false).get()
        }
    }

    @Test func whatCloudHostingSendsNeedsNoSignature() throws {
        let xml = try open(WeChatRequest.text("a"), from: cloud).get()
        #expect(xml?["Content"] == "a")
        let json = try open(#"{"FromUserName":"u","MsgType":"text","Content":"b","MsgId":"h_1"}"#, from: cloud).get()
        #expect(json?["Content"] == "b" && json?.messageID == "h_1")
    }

    @Test func nothingElseComesWithoutOne() {
        let text = WeChatRequest.text("a")
        #expect(throws: Refusal.missingParameter("signature")) { try open(text, from: nil).get() }
        #expect(throws: Refusal.missingParameter("signature")) {
            try open(text, from: cloud, isCloudHosted: false).get()
        }
        // Whoever sends a signature is asked for a right one.
        #expect(throws: Refusal.signatureDiffers) {
            let query = "signature=\(String(repeating: "0", count: 40))&timestamp=\(SealedPush("").timestamp)&nonce=1"
            return try open(text, query: query, from: cloud).get()
        }
    }

    @Test func theHeaderFieldsAreRead() throws {
        #expect(CloudHosting { _ in nil } == nil)
        #expect(CloudHosting { $0.description == "x-wx-openid" ? "o" : nil } == nil)
        let all = try #require(CloudHosting { $0.description })
        #expect(all.source == "x-wx-source" && all.openID == "x-wx-openid" && all.appID == "x-wx-appid")
        #expect(all.unionID == "x-wx-unionid" && all.fromOpenID == "x-wx-from-openid")
        #expect(all.fromAppID == "x-wx-from-appid" && all.fromUnionID == "x-wx-from-unionid")
        #expect(all.environment == "x-wx-env" && all.clientAddress == "x-forwarded-for")
        #expect(CloudHosting { $0.description == "x-wx-sources" ? "s" : nil }?.source == "s")
    }
}
