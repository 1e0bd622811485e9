import Testing

@testable import WeChat

struct ProductsTests {
    @Test func aProductIsScanned() throws {
        let event = ProductScanned(push: try Push(event: "user_scan_product", ProductScanned.example))
        #expect(event.keyStandard == "ean13" && event.keyString == "6901481811083" && event.extInfo == "123")
        #expect(event.country == "中国" && event.province == "广东" && event.city == "揭阳")
        #expect(event.sex == 1 && event.scene == 2)
    }

    @Test func itsPageOpensTheConversation() throws {
        let event = ProductSessionEntered(
            push: try Push(event: "user_scan_product_enter_session", ProductSessionEntered.example))
        #expect(event.keyStandard == "ean13" && event.keyString == "6901481811083" && event.extInfo == "123")
    }

    @Test func thePlaceComesLater() throws {
        let event = ProductScannedLater(push: try Push(bytes: resource("Samples/user_scan_product_async.xml")))
        #expect(event.kind == .event("user_scan_product_async") && event.keyStandard == "ean13")
        #expect(event.keyString == "6901481811083" && event.extInfo == "123" && event.regionCode == "440105")
    }

    @Test func itsPageIsChecked() throws {
        let event = ProductChecked(push: try Push(bytes: resource("Samples/user_scan_product_verify_action.xml")))
        #expect(event.kind == .event("user_scan_product_verify_action") && event.keyStandard == "ean13")
        #expect(event.keyString == "6901481811083" && event.result == "verify_not_pass" && !event.isPassed)
        #expect(event.reason == "商品信息不完整")
        let passed = "<Result><![CDATA[verify_ok]]></Result>"
        #expect(ProductChecked(push: try Push(event: "user_scan_product_verify_action", passed)).isPassed)
    }
}
