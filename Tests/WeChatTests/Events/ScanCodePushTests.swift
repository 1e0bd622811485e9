import Testing

@testable import WeChat

struct ScanCodePushTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = ScanCodePush(push: try .sample("scancode_push"))
        #expect([event.push.kind] == ScanCodePush.kinds && event.push.kind == .event("scancode_push"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_097_078)
        #expect(event.key == "rselfmenu_0_1")
        #expect(event.scanType == "qrcode")
        #expect(event.scanResult == "https://example.com/q?a=1&b=2")
    }

    @Test func withoutTheInfoThereIsNoResult() throws {
        let event = ScanCodePush(push: try Push(event: "scancode_push"))
        #expect(event.scanType == "")
        #expect(event.scanResult == "")
    }
}
