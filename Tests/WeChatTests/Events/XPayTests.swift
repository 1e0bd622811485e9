import Testing

@testable import WeChat

struct XPayTests {
    @Test func goodsAreToBeDelivered() throws {
        let event = XPayGoodsDeliverNotify(push: try Push(sample: "xpay_goods_deliver_notify.xml"))
        #expect([event.kind] == XPayGoodsDeliverNotify.kinds && event.openID == "oK9xD5sYs0000_WeiXinTeamPush")
        #expect([event.userOpenID, event.outTradeNumber] == ["oK9xD5w_3vTz0Qm1pLr8sYbN2eUc", "OT-1"])
        #expect(event.environment == 0 && event.payment?.paidTime == 1_714_030_000 && event.team == nil)
        #expect(event.payment?.merchantOrderNumber == "MO202404260001")
        #expect(event.payment?.transactionID == "4200002175202404265317904862")
        let goods = try #require(event.goods)
        #expect([goods.productID, goods.attachment] == ["sword_01", #"{"uid":42}"#])
        #expect([goods.quantity, goods.originalPrice, goods.actualPrice] == [2, 600, 500])
        #expect(goods.zoneID == nil && goods.orderSource == nil)
    }

    @Test func aGroupBuysTogether() throws {
        for team in [try XPayGoodsDeliverNotify.fromExample().team, try XPayRefundNotify.fromExample().team] {
            #expect(team?.activityID == "act-1" && team?.teamID == "team-9" && team?.type == 1)
        }
        #expect(try XPayGoodsDeliverNotify.fromExample().team?.action == 0)
        #expect(try XPayRefundNotify.fromExample().team?.action == 1)
    }

    @Test func coinsArePaid() throws {
        let event = XPayCoinPayNotify(push: try Push(sample: "xpay_coin_pay_notify.xml"))
        #expect([event.kind] == XPayCoinPayNotify.kinds && event.environment == 0)
        #expect([event.userOpenID, event.outTradeNumber] == ["oK9xD5w_3vTz0Qm1pLr8sYbN2eUc", "OT-3"])
        #expect(event.payment?.transactionID == "4200002175202404265317904862")
        let coins = try #require(event.coins)
        #expect([coins.quantity, coins.originalPrice, coins.actualPrice] == [100, 1000, 900])
        #expect([coins.productID, coins.attachment] == ["", ""])
    }

    @Test func inJSONTheyAreTheSame() throws {
        let goods = XPayGoodsDeliverNotify(push: try Push(sample: "xpay_goods_deliver_notify.json"))
        #expect([goods.kind] == XPayGoodsDeliverNotify.kinds && goods.outTradeNumber == "OT-2")
        #expect(goods.environment == 1 && goods.payment == nil && goods.goods?.actualPrice == 600)
        #expect(goods.team?.activityID == "act-1" && goods.team?.action == 0)
        let refund = XPayRefundNotify(push: try Push(sample: "xpay_refund_notify.json"))
        #expect([refund.resultCode, refund.retryTimes, refund.successTime] == [268_490_001, 3, 0])
        #expect(refund.resultMessage == "余额不足" && refund.refundTransactionID == nil)
    }

    @Test func whatWasNotPaidByWeChatPayHasNoPayment() throws {
        #expect(try XPayCoinPayNotify(push: Push(event: "xpay_coin_pay_notify")).payment == nil)
        let event = try XPayGoodsDeliverNotify(push: Push(event: "xpay_goods_deliver_notify"))
        #expect(event.payment == nil && event.goods == nil && event.team == nil)
    }

    @Test func aRefundIsDone() throws {
        let event = XPayRefundNotify(push: try Push(sample: "xpay_refund_notify.xml"))
        #expect([event.kind] == XPayRefundNotify.kinds && event.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect([event.refundID, event.merchantRefundID] == ["WR-1", "MR-1"])
        #expect([event.orderID, event.merchantOrderID, event.resultMessage] == ["WO-1", "MO-1", "SUCCESS"])
        #expect([event.fee, event.resultCode, event.retryTimes] == [500, 0, 0])
        #expect([event.startTime, event.successTime] == [1_714_032_000, 1_714_032_060])
        #expect(event.refundTransactionID == "50300000000000000000000001")
        #expect(event.attachment == nil && event.transactionID == nil && event.team == nil)
        let example = try XPayRefundNotify.fromExample()
        #expect(example.attachment == "vip" && example.transactionID == "4200002175202404265317904862")
        let failed = try XPayRefundNotify(push: Push(event: "xpay_refund_notify", "<WxpayRefundTransactionId/>"))
        #expect(failed.refundTransactionID == nil)
    }

    @Test func aUserComplains() throws {
        let event = try XPayComplaintNotify.fromExample()
        #expect([event.userOpenID, event.orderID] == ["oK9xD5w_3vTz0Qm1pLr8sYbN2eUc", "WO-1"])
        #expect([event.merchantOrderID, event.detail, event.requestID] == ["MO-1", "买了没有到账", "rq-1"])
        #expect(event.transactionID == "4200002175202404265317904862")
        #expect(event.complaintID == "200201820200101080076610000")
        #expect([event.complaintTime, event.retryTimes] == [1_714_033_000, 1])
    }

    @Test func aMerchantIsLookedInto() throws {
        let event = try XPayWxpayCallbackNotify.fromExample()
        #expect([event.appID, event.nickname, event.merchantID] == ["wx4c1d9e7f20ab3358", "某某短剧", "1900000109"])
        #expect([event.companyName, event.time] == ["深圳某某科技有限公司", "2024-04-26 10:00:00"])
        #expect(
            [event.code, event.state, event.remark, event.eventType] == ["BC-1", "punishment", "请补充资料", "punishment"])
        #expect(event.retryTimes == 0 && event.userOpenID == "")
    }

    @Test(arguments: XPaySubscribeNotify.kinds)
    func aSubscriptionHasThreeKinds(kind: Kind) throws {
        let event = try XPaySubscribeNotify.fromExample(kind)
        #expect(event.kind == kind && event.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect([event.outTradeNumber, event.productID, event.resultMessage] == ["OT-5", "vip_month", "ok"])
        #expect([event.contractID, event.attachment] == ["202404265317904862", "vip"])
        #expect([event.environment, event.result] == [0, 0])
    }

    @Test func allAreAnsweredByAResult() {
        for type in PushCatalogue.xpay + PushCatalogue.xpayDisputes {
            let isQuery = type == XPaySubscribeIOSRefundQueryNotify.self
            #expect(type.replyRule == .result(isQuery ? .refundQuery : .payment))
        }
    }
}
