import Testing

@testable import WeChat

struct TradeTests {
    @Test func aMerchantIsReminded() throws {
        let event = TradeManageRemindAccessAPI(push: try Push(sample: "trade_manage_remind_access_api.xml"))
        #expect([event.kind] == TradeManageRemindAccessAPI.kinds)
        #expect(event.message == "为了保证交易的正常进行，请尽快接入发货信息管理服务")
    }

    @Test func anOrderIsToBeShipped() throws {
        let event = try TradeManageRemindShipping.fromExample()
        #expect([event.transactionID, event.merchantID] == ["4200002175202404265317904862", "1900000109"])
        #expect(event.subMerchantID == "1900000110" && event.merchantTradeNumber == "T20240426-0001")
        #expect(event.payTime == 1_714_030_000 && event.message == "请尽快发货")
        let sample = TradeManageRemindShipping(push: try Push(sample: "trade_manage_remind_shipping.json"))
        #expect([sample.kind] == TradeManageRemindShipping.kinds && sample.subMerchantID == nil)
        #expect(sample.merchantTradeNumber == event.merchantTradeNumber && sample.payTime == event.payTime)
    }

    @Test func aSettlementIsToldTwice() throws {
        let first = TradeManageOrderSettlement(push: try Push(sample: "trade_manage_order_settlement.xml"))
        #expect([first.kind] == TradeManageOrderSettlement.kinds)
        #expect([first.transactionID, first.merchantID] == ["4200002175202404265317904862", "1900000109"])
        #expect(first.subMerchantID == nil && first.merchantTradeNumber == "T20240426-0001")
        #expect([first.payTime, first.shippedTime] == [1_714_030_000, 1_714_031_000])
        #expect(first.estimatedSettlementTime == 1_714_895_000)
        #expect([first.confirmReceiveMethod, first.confirmReceiveTime, first.settlementTime] == [nil, nil, nil])
        let second = try TradeManageOrderSettlement.fromExample()
        #expect([second.confirmReceiveMethod, second.confirmReceiveTime] == [1, 1_714_890_000])
        #expect(second.settlementTime == 1_714_894_000)
    }

    @Test func aRefundHasItsTimesAsText() throws {
        let event = try RetailRefundNotify.fromExample()
        #expect(
            [event.appID, event.merchantID, event.outRefundNumber] == ["wx4c1d9e7f20ab3358", "1900000109", "RF-1"])
        #expect([event.refundID, event.outTradeNumber] == ["50300000000000000000000009", "T-1"])
        #expect([event.orderID, event.source] == ["3705115058471208928", "MERCHANT"])
        #expect([event.reason, event.status, event.details] == ["七天无理由", "REFUND_SUCC", "已退回零钱"])
        #expect([event.requestTime, event.refundTime] == ["2024-04-26T10:00:00+08:00", "2024-04-26T10:01:00+08:00"])
        #expect(event.wxpayRefundID == "50300000000000000000000001")
        #expect([event.refundAmount, event.orderAmount, event.environment, event.payChannel] == [100, 200, 0, 1])
        let sample = RetailRefundNotify(push: try Push(sample: "retail_refund_notify.json"))
        #expect([sample.kind] == RetailRefundNotify.kinds && sample.details == "" && sample.orderAmount == 200)
        #expect([sample.orderID, sample.requestTime] == ["3705115058471208928", "2024-04-26T10:00:00+08:00"])
    }

    @Test(arguments: ComplaintCallback.kinds)
    func aComplaintHasTwoNames(kind: Kind) throws {
        let event = try ComplaintCallback.fromExample(kind)
        #expect(event.kind.name == kind.name)
        #expect([event.appID, event.operation, event.complaintID] == ["wx4c1d9e7f20ab3358", "CREATE", "123456789012"])
        #expect([event.userOpenID, event.phoneNumber] == ["oK9xD5w_3vTz0Qm1pLr8sYbN2eUc", "13900000000"])
        #expect([event.type, event.status, event.totalCost] == [1, 2, 4999])
        #expect(event.content == "杯子碎了" && event.mediaIDs == ["m-1"])
        #expect([event.orderID, event.outTradeNumber, event.productName] == ["3705115058471208928", "T-1", "咖啡杯"])
        #expect([event.payTime, event.complaintTime] == [1_714_000_000, 1_714_030_000])
        #expect(event.expireTime == 1_714_289_200 && event.history.map(\.time) == [1_714_030_000])
        #expect(event.history.map(\.content) == ["用户发起"] && event.history.map(\.mediaIDs) == [["m-2"]])
    }

    /// JSON has no wrapper, and every number in quotes.
    @Test func aComplaintInJSONIsFlat() throws {
        let event = ComplaintCallback(push: try Push(sample: "complaint_callback_with_space_history_array.json"))
        #expect([event.kind] == [ComplaintCallback.kinds[1]] && event.createTime == 1_714_030_001)
        #expect([event.appID, event.operation, event.complaintID] == ["wx4c1d9e7f20ab3358", "CREATE", "123456789012"])
        #expect([event.userOpenID, event.phoneNumber] == ["oK9xD5w_3vTz0Qm1pLr8sYbN2eUc", "13900000000"])
        #expect([event.type, event.status, event.totalCost] == [1, 1, 4999])
        #expect(event.content == nil && event.mediaIDs.isEmpty && event.expireTime == 1_714_289_200)
        #expect(event.history.map(\.time) == [1_714_030_000, 1_714_031_000])
        #expect(event.history.map(\.content) == ["用户发起", "商家回复"] && event.history.map(\.mediaIDs) == [[], []])
    }

    @Test func aHistoryMayBeOneObjectAndHaveSeveralPictures() throws {
        let push = try Push(
            document: #"""
                {"MsgType":"event","Event":"complaint_callback","customer_material_media_id_list":["c","d"],
                "history":{"time":"1714030000","content":"用户发起","media_id_list":["a","b"]}}
                """#)
        let event = ComplaintCallback(push: push)
        #expect(event.mediaIDs == ["c", "d"] && event.history.map(\.mediaIDs) == [["a", "b"]])
    }

    @Test func charactersWithoutWidthBetweenFieldsDoNoHarm() throws {
        let event = ComplaintCallback(push: try Push(sample: "complaint_callback_zero_width.xml"))
        #expect([event.appID, event.operation, event.complaintID] == ["wx4c1d9e7f20ab3358", "CREATE", "123456789013"])
        #expect(event.history.map(\.content) == ["用户发起"])
    }
}
