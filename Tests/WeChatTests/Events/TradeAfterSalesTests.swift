import Testing

@testable import WeChat

struct TradeAfterSalesTests {
    @Test func theSamplesHaveAllTheirFields() throws {
        let request = AfterSaleRequest(push: try .sample("aftersale_new_order"))
        #expect([request.outOrderID, request.orderID] == ["o-1", "3705115058471208928"])
        #expect(request.afterSaleID == "32457643123")
        let update = AfterSaleUpdate(push: try .sample("aftersale_update_order"))
        #expect([update.outAfterSaleID, update.afterSaleID] == ["oa-1", "32457643123"])
        #expect(AfterSaleUpdate.kinds.contains(update.kind) && AfterSaleUpdate.kinds.count == 13)
        let complaint = TradeComplaint(push: try .sample("complaint_notify"))
        #expect(complaint.complaintID == "123456789012" && [complaint.state, complaint.action] == [1, 2])
    }

    @Test func theShopMayHaveGivenNoID() throws {
        for field in ["<out_aftersale_id/>", ""] {
            let event = AfterSaleUpdate(
                push: try Push(event: "aftersale_user_cancel", "<aftersale_info>\(field)</aftersale_info>"))
            #expect(event.outAfterSaleID == nil && event.afterSaleID == "")
        }
    }

    @Test func theEventInsideIsNotTheEvent() throws {
        let push = try Push(document: "<xml><complaint_info><event>2</event></complaint_info></xml>")
        #expect(push.kind != .event("2"))
        let event = TradeComplaint(push: try Push(event: "complaint_notify"))
        #expect(event.complaintID == "" && event.action == nil && event.state == nil)
    }

    @Test func theFundsHaveAllTheirFields() throws {
        let paid = FundsOrderPaid(push: try Push(event: "funds_order_pay", FundsOrderPaid.example))
        #expect([paid.tradeID, paid.transactionID] == ["t-1", "4200002175202404265317904862"])
        #expect(paid.payTime == "2024-04-26 10:00:00")
        let refunded = FundsOrderRefunded(push: try Push(event: "funds_order_refund", FundsOrderRefunded.example))
        #expect([refunded.refundID, refunded.status] == ["r-1", "SUCCESS"])
        #expect(refunded.successTime == "2024-04-26 10:00:00")
        let shared = FundsProfitShared(push: try Push(event: "funds_order_profitsharing", FundsProfitShared.example))
        #expect([shared.profitSharingID, shared.result] == ["ps-1", "SUCCESS"] && shared.amount == 100)
        #expect(shared.finishTime == "2024-04-26 10:00:00")
        let withdrawal = FundsWithdrawal(push: try Push(event: "withdraw_notify", FundsWithdrawal.example))
        #expect(withdrawal.requestID == "w-1" && withdrawal.action == 1)
        let empty = FundsWithdrawal(push: try Push(event: "withdraw_notify"))
        #expect(empty.requestID == "" && empty.action == nil)
    }
}
