import Testing

@testable import WeChat

struct CardsTests {
    static let card = "pK9xD5wQm1pLr8sYbN2eUc7hRk4W"

    @Test func aCardPasses() throws {
        #expect(CardPassed(push: try Push(event: "card_pass_check", CardPassed.example)).cardID == Self.card)
        let blanks = "<MsgType> <![CDATA[event]]> </MsgType><Event> <![CDATA[card_pass_check]]> </Event>"
        let event = CardPassed(push: try Push("\(blanks)<CardId> <![CDATA[c]]> </CardId>"))
        #expect(event.kind == .event("card_pass_check") && event.cardID == "c")
    }

    @Test func aCardIsRefused() throws {
        let event = CardRefused(push: try Push(event: "card_not_pass_check", CardRefused.example))
        #expect(event.cardID == Self.card && event.reason == "商户名称不符")
        let sample = CardRefused(push: try Push(bytes: resource("Samples/stray_text_in_root.xml")))
        #expect(sample.kind == .event("card_not_pass_check") && sample.cardID == Self.card && sample.reason == "")
    }

    @Test func aMerchantIsChecked() throws {
        let event = CardMerchantChecked(
            push: try Push(event: "card_merchant_check_result", CardMerchantChecked.example))
        #expect(event.merchantID == "1183" && !event.isPassed && event.reason == "授权函不清晰" && event.cardID == Self.card)
        let passed = CardMerchantChecked(push: try Push(event: "card_merchant_check_result", "<IsPass>1</IsPass>"))
        #expect(passed.isPassed && passed.reason == "" && passed.cardID == nil)
    }

    @Test func theStockIsLow() throws {
        let event = CardStockLow(push: try Push(bytes: resource("Samples/card_sku_remind.xml")))
        #expect(event.kind == .event("card_sku_remind") && event.cardID == Self.card)
        #expect(event.detail == "the card's quantity is equal to 0")
    }

    @Test(arguments: ["card_pay_order", "ORDER_STATUS_FINANCE_SUCC"])
    func pointsAreOrdered(name: String) throws {
        let event = CardPointsOrder(push: try Push(event: name, CardPointsOrder.example))
        #expect(CardPointsOrder.kinds.contains(event.kind) && event.orderID == "404091456")
        #expect(event.status == "ORDER_STATUS_FINANCE_SUCC" && event.orderType == "ORDER_TYPE_SYS_ADD")
        #expect(event.orderTime == 1_472_207_740 && event.payTime == 1_472_207_742)
        #expect(event.freeCoinCount == 200 && event.payCoinCount == 0)
        #expect(event.refundFreeCoinCount == 0 && event.refundPayCoinCount == 0)
        #expect(event.summary == "" && event.memo == "开通账户奖励" && event.receiptInfo == "")
    }
}
