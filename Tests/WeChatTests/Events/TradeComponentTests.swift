import Testing

@testable import WeChat

struct TradeComponentTests {
    @Test func aProductHasAllItsFields() throws {
        let audit = TradeProductStatus(push: try .sample("open_product_spu_audit"))
        #expect([audit.outProductID, audit.productID, audit.reason] == ["sku-1", "324545", "图片不清晰"])
        #expect(audit.status == 4 && TradeProductStatus.kinds.contains(audit.kind))
        let update = TradeProductStatus(push: try .sample("open_product_spu_status_update"))
        #expect([update.productID, update.reason] == ["324545", nil] && update.status == 5)
    }

    @Test func aProductMayBeWrappedOtherwise() throws {
        let event = TradeProductStatus(
            push: try Push(
                event: "open_product_spu_status_update",
                """
                <OpenProductSpuStatusUpdate><product_id>18446744073709551615</product_id><status>13</status>
                <reason>违规</reason></OpenProductSpuStatusUpdate>
                """))
        #expect([event.productID, event.reason] == ["18446744073709551615", "违规"] && event.status == 13)
    }

    @Test func theReviewsHaveAllTheirFields() throws {
        for name in ["open_product_category_audit", "open_product_brand_audit"] {
            let event = TradeQualificationAudit(push: try Push(event: name, TradeQualificationAudit.example))
            #expect(TradeQualificationAudit.kinds.contains(event.kind))
            #expect([event.status, event.type] == [9, 1])
            #expect([event.auditID, event.brandID, event.reason] == ["RQAAAIIEySAAAABXrZhkcA", "37", "资质不全"])
        }
        let scene = TradeSceneAudit(push: try Push(event: "open_product_scene_group_audit", TradeSceneAudit.example))
        #expect([scene.groupID, scene.name, scene.reason] == ["1", "视频号", "待完善"])
        #expect(scene.items.map(\.id) == ["1", "2"] && scene.items.map(\.name) == ["客服售后", "电商平台"])
        #expect(scene.items.map(\.status) == [1, 0])
        let account = TradeAccountRegistration(
            push: try Push(event: "open_product_account_register", TradeAccountRegistration.example))
        #expect(account.status == 2)
    }

    @Test func whatIsLeftOutIsNil() throws {
        let audit = TradeQualificationAudit(push: try Push(event: "open_product_category_audit"))
        #expect([audit.brandID, audit.reason] == [nil, nil] && audit.status == nil && audit.auditID == "")
        #expect(TradeSceneAudit(push: try Push(event: "open_product_scene_group_audit")).items.isEmpty)
    }

    @Test func anOrderHasAllItsFields() throws {
        let order = TradeOrder(push: try Push(event: "open_product_order_analyze", TradeOrder.example))
        #expect([order.outOrderID, order.orderID] == ["o-1", "3705115058471208928"])
        #expect([order.transactionID, order.payTime] == ["4200002175202404265317904862", "2024-04-26 10:00:00"])
        #expect([order.userOpenID, order.settlementID] == ["oK9xD5w_3vTz0Qm1pLr8sYbN2eUc", "s-1"])
        #expect(order.settleTime == "2024-04-27 10:00:00" && order.amount == 100)
        #expect(TradeOrder.kinds.contains(order.kind) && TradeOrder.kinds.count == 6)
    }

    @Test func theSamplesOfAnOrderHaveTheirFields() throws {
        let paid = TradeOrder(push: try .sample("open_product_order_pay"))
        #expect([paid.outOrderID, paid.orderID] == ["o-1", "3705115058471208928"])
        #expect([paid.transactionID, paid.payTime] == ["4200002175202404265317904862", "2024-04-26 10:00:00"])
        #expect([paid.userOpenID, paid.settlementID, paid.settleTime] == [nil, nil, nil] && paid.amount == nil)
        let settled = TradeOrder(push: try .sample("open_product_order_settle"))
        #expect([settled.settlementID, settled.settleTime] == ["s-1", "2024-04-26 10:00:00"] && settled.amount == 100)
        let confirmed = TradeOrder(push: try .sample("open_product_order_confirm"))
        #expect([confirmed.transactionID, confirmed.payTime] == [nil, nil] && confirmed.outOrderID == "o-1")
    }

    @Test func aCouponIsAskedForByItsIDs() throws {
        let event = ReceiveCoupon(push: try .sample("open_product_receive_coupon"))
        #expect([event.outCouponID, event.requestID] == ["cp-1", "rq-1"])
        #expect(ReceiveCoupon.replyRule == .result(.coupon))
    }

    @Test func thoseWhoRecommendHaveAllTheirFields() throws {
        let binding = SharerBinding(
            push: try Push(event: "miniprogram_sharer_bind_status_change", SharerBinding.example))
        #expect(binding.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc" && binding.status == 1 && binding.openID == "user")
        let action = SharerAction(push: try Push(event: "miniprogram_sharer_action", SharerAction.example))
        #expect(action.type == 1 && action.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect([action.promoterNickname, action.promoterID] == ["小店", "PROMOTER-1"])
        #expect(action.promoterOpenID == "oQm1pLr8sYbN2eUcK9xD5w_3vTz0")
        let empty = SharerAction(push: try Push(event: "miniprogram_sharer_action", "<promoter/>"))
        #expect([empty.promoterNickname, empty.promoterID, empty.promoterOpenID] == ["", "", ""])
    }
}
