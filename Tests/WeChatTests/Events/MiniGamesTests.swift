import Testing

@testable import WeChat

struct MiniGamesTests {
    /// What another implementation has signed.
    private static let signed = [
        (
            "minigame_game_pay_goods_deliver_notify",
            #"{"OpenId":"o1","Env":0,"OutTradeNo":"OT-1","GoodsInfo":{"ProductId":"p","Quantity":1,"ZoneId":"1","#
                + #""OrigPrice":1000,"ActualPrice":1000}}"#,
            "12345", "31ebf5a4112b1c1c5edf5517fff934a265749e02925ac01a6dc3251b5c4e6198"
        ),
        (
            "minigame_coin_deliver_completed", #"{"Attach":"你好"}"#, "AppKey-üñ",
            "7444fcb1b1c88c792c3c944557a51edbdaf50c11e22175d06f2b101c81d3ac94"
        ),
    ]

    private func payment(
        _ event: String, _ payload: String, _ signature: String
    ) throws -> any MiniGamePayment {
        let push = try Push(
            event: event,
            """
            <MiniGame><Payload><![CDATA[\(payload)]]></Payload><PayEventSig>\(signature)</PayEventSig>
            <IsMock>true</IsMock></MiniGame>
            """)
        return event.contains("coin")
            ? MiniGameCoinDeliverCompleted(push: push) : MiniGameGoodsDeliverNotify(push: push)
    }

    @Test(arguments: signed)
    func aSignatureIsOverEventAndPayload(event: String, payload: String, key: String, signature: String) throws {
        #expect(HMAC.sha256(of: "\(event)&\(payload)", key: Secret(key)) == signature)
        let right = try payment(event, payload, " \(signature)\n")
        #expect(right.isSigned(with: Secret(key)))
        #expect(!right.isSigned(with: Secret(key + "x")) && !right.isSigned(with: Secret("")))
        #expect(try !payment(event, payload + " ", signature).isSigned(with: Secret(key)))
        #expect(try !payment(event, payload, signature.uppercased()).isSigned(with: Secret(key)))
        #expect(try !payment(event, payload, String(signature.dropLast())).isSigned(with: Secret(key)))
        #expect(try !payment(event, payload, "").isSigned(with: Secret(key)))
        let other = event.contains("coin") ? "minigame_recharge_coin" : "minigame_h5_goods_deliver_notify"
        #expect(try !payment(other, payload, signature).isSigned(with: Secret(key)))
    }

    @Test func withoutAPayloadNothingIsSigned() throws {
        for fields in ["", "<MiniGame/>", "<MiniGame><PayEventSig/></MiniGame>"] {
            let event = MiniGameGoodsDeliverNotify(
                push: try Push(event: "minigame_h5_goods_deliver_notify", fields))
            #expect(!event.isSigned(with: Secret("12345")) && event.payload == nil && !event.isMock)
            #expect(event.userOpenID == "" && event.outTradeNumber == "" && event.goods == nil)
        }
    }

    @Test(arguments: MiniGameGoodsDeliverNotify.kinds)
    func goodsAreToBeDelivered(kind: Kind) throws {
        let event = try MiniGameGoodsDeliverNotify.fromExample(kind)
        #expect(event.kind == kind && event.isMock && event.environment == 0)
        #expect([event.userOpenID, event.outTradeNumber] == ["oK9xD5w_3vTz0Qm1pLr8sYbN2eUc", "OT-1"])
        let goods = try #require(event.goods)
        #expect([goods.productID, goods.zoneID, goods.attachment] == ["sword_01", "1", "vip"])
        #expect([goods.quantity, goods.originalPrice, goods.actualPrice, goods.orderSource] == [1, 1000, 900, 1])
        #expect(event.payment?.merchantOrderNumber == "MO-1" && event.payment?.paidTime == nil)
        #expect(event.payment?.transactionID == "4200002175202404265317904862")
    }

    @Test func coinsComeWithoutAddresses() throws {
        let event = MiniGameCoinDeliverCompleted(
            push: try Push(
                document: """
                    <xml><CreateTime>1583202606</CreateTime><MsgType>event</MsgType>
                    <Event>minigame_coin_deliver_completed</Event>\(MiniGameCoinDeliverCompleted.example)</xml>
                    """))
        #expect([event.kind] == MiniGameCoinDeliverCompleted.kinds && event.isMock && event.openID == "")
        #expect([event.userOpenID, event.outTradeNumber] == ["oK9xD5w_3vTz0Qm1pLr8sYbN2eUc", "OT-1"])
        #expect(event.environment == 0 && event.createTime == 1_583_202_606)
        #expect(event.payment?.merchantOrderNumber == "MO-1")
        let coins = try #require(event.coins)
        #expect([coins.quantity, coins.originalPrice, coins.actualPrice] == [100, 1000, 900] && coins.zoneID == "1")
    }

    /// As in WeChat's sample, which has another name for the price than its table.
    @Test func coinsInJSONHaveAPriceToo() throws {
        let push = try Push(
            document: #"""
                {"CreateTime":1583202606,"MsgType":"event","Event":"minigame_coin_deliver_completed","MiniGame":{
                "Payload":"{\"OpenId\":\"o1\",\"Env\":1,\"CoinInfo\":{\"TotalPrice\":90,\"BuyQuantity\":10}}",
                "PayEventSig":"","IsMock":false}}
                """#)
        let event = MiniGameCoinDeliverCompleted(push: push)
        #expect(event.userOpenID == "o1" && event.environment == 1 && !event.isMock && event.payment == nil)
        #expect(event.coins?.actualPrice == 90 && event.coins?.quantity == 10 && event.coins?.originalPrice == nil)
    }

    @Test func aGiftComesWithoutAddresses() throws {
        let event = MiniGameDeliverGoods(
            push: try Push(
                document: """
                    <xml><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>minigame_deliver_goods</Event>
                    \(MiniGameDeliverGoods.example)</xml>
                    """))
        #expect([event.kind] == MiniGameDeliverGoods.kinds && event.openID == "" && event.isPreview)
        #expect([event.orderID, event.userOpenID, event.giftID] == ["GO-1", "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc", "gift-1"])
        #expect([event.zone, event.giftTypeID, event.sendTime] == [1, 2, 1_714_030_000])
        #expect(event.goods.map(\.id) == ["gold", "sword_01"] && event.goods.map(\.count) == [100, 1])
    }

    @Test func allAreAnsweredByAResult() {
        #expect(PushCatalogue.miniGames.allSatisfy { $0.replyRule == .result(.game) })
    }
}
