import Testing

@testable import WeChat

struct ScanCodeWaitTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = ScanCodeWait(push: try .sample("scancode_waitmsg"))
        #expect([event.push.kind] == ScanCodeWait.kinds && event.push.kind == .event("scancode_waitmsg"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_098_055)
        #expect(event.key == "rselfmenu_0_0")
        #expect(event.scanType == "barcode")
        #expect(event.scanResult == "CODE_128,6954767423579")
    }
}
