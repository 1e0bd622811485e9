import Testing

@testable import WeChat

struct GiftCardsTests {
    static let page = "OQK0R3MaFnCm74Phw5hwFJlz5sn+jy1zzM2amDidDbU="
    static let order = "Z2y2rY74ksZX1ceuGA"

    @Test func giftCardsArePaidSentAndAccepted() throws {
        let paid = GiftCardPaid(push: try Push(event: "giftcard_pay_done", GiftCardPaid.example))
        #expect(paid.pageID == Self.page && paid.orderID == Self.order)
        let sent = GiftCardSent(push: try Push(event: "giftcard_send_to_friend", GiftCardSent.example))
        #expect(sent.pageID == Self.page && sent.orderID == Self.order && sent.isChatRoom && !sent.isReturned)
        let accepted = GiftCardAccepted(push: try Push(bytes: resource("Samples/giftcard_user_accept.xml")))
        #expect(accepted.kind == .event("giftcard_user_accept") && accepted.pageID == Self.page)
        #expect(accepted.orderID == Self.order && !accepted.isChatRoom)
    }

    @Test func yesIsAWordInASectionOrWithout() throws {
        let fields = "<IsChatRoom> <![CDATA[true]]> </IsChatRoom><IsReturnBack>true</IsReturnBack>"
        let event = GiftCardSent(push: try Push(event: "giftcard_send_to_friend", fields))
        #expect(event.isChatRoom && event.isReturned)
    }

    @Test func theOldShopHasAnOrder() throws {
        let event = MerchantOrder(push: try Push(bytes: resource("Samples/merchant_order.xml")))
        #expect(event.kind == .event("merchant_order") && event.orderID == "7197417460812584720")
        #expect(event.orderStatus == 2 && event.productID == "pDF3iYx7KDQVGzB7kDg6Tge5OKFo")
        #expect(event.properties.map(\.id) == ["10001", "10002"])
        #expect(event.properties.map(\.valueID) == ["1000012", "100021"])
    }

    @Test(arguments: [("$75781:$79772", ["75781=79772"]), ("", []), ("a:b;;c;d:e;", ["a=b", "d=e"])])
    func aVariantIsWrittenInSeveralWays(text: String, pairs: [String]) throws {
        let event = MerchantOrder(push: try Push(event: "merchant_order", "<SkuInfo>\(text)</SkuInfo>"))
        #expect(event.properties.map { "\($0.id)=\($0.valueID)" } == pairs)
    }
}
