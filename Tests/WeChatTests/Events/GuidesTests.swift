import Testing

@testable import WeChat

struct GuidesTests {
    @Test func aGuidesCodeIsScanned() throws {
        let event = GuideQRCodeScanned(push: try Push(bytes: resource("Samples/guide_qrcode_scan_event.xml")))
        #expect(event.kind == .event("guide_qrcode_scan_event") && event.guideAccount == "guide_wx_01")
        #expect(event.guideOpenID == nil && event.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.action == 11 && event.qrCodeInfo == "counter-3")
        let example = GuideQRCodeScanned(push: try Push(event: "guide_qrcode_scan_event", GuideQRCodeScanned.example))
        #expect(example.guideOpenID == "oK9xD5zF-7hRk4Wc6nXe0JqTbA1M")
        let flat = "<openid>o</openid><action>1</action><qrcode_info/>"
        let bare = GuideQRCodeScanned(push: try Push(event: "guide_qrcode_scan_event", flat))
        #expect(bare.userOpenID == "o" && bare.action == 1 && bare.qrCodeInfo == "" && bare.guideAccount == nil)
    }

    @Test func aGuideIsInvited() throws {
        let event = GuideInvited(push: try Push(bytes: resource("Samples/guide_invite_result_event.xml")))
        #expect(event.kind == .event("guide_invite_result_event") && event.guideAccount == "guide_wx_01")
        #expect(event.guideOpenID == "oK9xD5zF-7hRk4Wc6nXe0JqTbA1M" && event.inviteResult == 1)
    }

    @Test func anEventWithoutKnownFieldsKeepsThem() throws {
        let push = try Push(event: "ADD_GUIDE_BUYER_RELATION_EVENT", "<x>1</x>")
        let event = GuideBuyerRelationAdded(push: push)
        #expect(GuideBuyerRelationAdded.kinds.contains(event.kind) && event.fields["x"] == "1")
    }
}
