import Testing

@testable import WeChat

struct ChannelsTests {
    private let order = "3705115058471208928"
    private let shop = "wx4c1d9e7f20ab3358"
    private let user = "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc"

    @Test func anOrderHasAllItsFields() throws {
        let event = ChannelsOrder(push: try Push(event: "channels_ec_order_pay", ChannelsOrder.example))
        #expect(ChannelsOrder.kinds.contains(event.kind) && ChannelsOrder.kinds.count == 8)
        #expect(event.orderID == order && [event.payTime, event.settleTime] == [1_714_030_000, 1_714_040_000])
        #expect([event.cancelType, event.confirmType, event.changeType] == [1, 1, 3] && event.isDelivered)
        let new = ChannelsOrder(
            push: try Push(event: "channels_ec_order_new", "<order_info><order_id>1</order_id></order_info>"))
        #expect(new.orderID == "1" && !new.isDelivered)
        #expect(
            [new.payTime, new.cancelType, new.confirmType, new.settleTime, new.changeType].allSatisfy { $0 == nil })
    }

    @Test func whatComesAfterAnOrderHasAllItsFields() throws {
        let status = ChannelsOrderStatus(
            push: try Push(event: "product_order_status_update", ChannelsOrderStatus.example))
        #expect(status.orderID == order && status.status == 20)
        let complaint = ChannelsComplaint(
            push: try Push(event: "channels_ec_complaint_update", ChannelsComplaint.example))
        #expect([complaint.orderID, complaint.afterSaleID, complaint.complaintID] == [order, "2000000260057016", "1"])
        #expect(complaint.status == 100)
        let claim = ChannelsGuarantee(push: try Push(event: "channels_ec_guarantee_update", ChannelsGuarantee.example))
        #expect([claim.guaranteeID, claim.orderID, claim.status] == ["2000000360057016", order, "2"])
        let shared = CooperationShopOrder(push: try Push(event: "cooperation_shop_order", CooperationShopOrder.example))
        #expect([shared.shopAppID, shared.orderID] == [shop, order])
        let dropship = DropshipOrder(push: try Push(event: "dropship_order_update", DropshipOrder.example))
        #expect(dropship.orderID == "ds-1" && dropship.updateTime == 1_714_030_000 && DropshipOrder.kinds.count == 3)
        let trace = EWaybillTrace(push: try Push(event: "ewaybill_push_path", EWaybillTrace.example))
        #expect([trace.orderID, trace.waybillID, trace.text] == ["123123123123123", "wb-1", "派送中"])
        #expect([trace.status, trace.updateTime] == [3, 1_714_030_000])
    }

    @Test func anAfterSaleIsWrappedAsItsKindIs() throws {
        let event = ChannelsAfterSale(push: try Push(event: "channels_ec_aftersale_update", ChannelsAfterSale.example))
        #expect([event.status, event.afterSaleID] == ["USER_WAIT_RETURN", "2000000260057016"])
        #expect(event.orderID == order && event.memberDiscount == 100)
        let present = ChannelsAfterSale(
            push: try Push(
                event: "channels_ec_present_aftersale_update",
                """
                <finder_shop_present_aftersale_status_update><status>USER_WAIT_RETURN</status>
                <after_sale_order_id>2</after_sale_order_id><order_id>\(order)</order_id>
                </finder_shop_present_aftersale_status_update>
                """))
        #expect([present.status, present.afterSaleID, present.orderID] == ["USER_WAIT_RETURN", "2", order])
        #expect(present.memberDiscount == nil && ChannelsAfterSale.kinds == [event.kind, present.kind])
    }

    @Test func aProductIsWrappedAsItsKindIs() throws {
        let audit = ChannelsProduct(push: try Push(event: "product_spu_audit", ChannelsProduct.example))
        #expect([audit.productID, audit.reason] == ["324545", "标题含违禁词"] && audit.status == 2)
        #expect(audit.auditInfo == #"{"busi_audit_info":{"item_list":[]}}"#)
        for (name, wrapper) in [
            ("product_spu_listing", "ProductSpuListing"), ("product_spu_update", "ProductSpuUpdate"),
        ] {
            let fields = "<\(wrapper)><product_id>1</product_id><status>13</status><reason/></\(wrapper)>"
            let event = ChannelsProduct(push: try Push(event: name, fields))
            #expect([event.productID, event.reason, event.auditInfo] == ["1", nil, nil] && event.status == 13)
            #expect(ChannelsProduct.kinds.contains(event.kind))
        }
    }

    @Test func whatMayBeSoldHasAllItsFields() throws {
        let shortage = ChannelsStockShortage(
            push: try Push(event: "channels_ec_stock_no_enough", ChannelsStockShortage.example))
        #expect([shortage.productID, shortage.skuID] == ["324545", "998"])
        #expect([shortage.remainingStock, shortage.remainingCodes] == [2, 1])
        let category = ChannelsCategoryAudit(
            push: try Push(event: "product_category_audit", ChannelsCategoryAudit.example))
        #expect([category.auditID, category.reason] == ["123456", "资质不全"] && category.status == 2)
        let brand = ChannelsBrand(push: try Push(event: "channels_ec_brand", ChannelsBrand.example))
        #expect([brand.brandID, brand.auditID, brand.reason] == ["10002934", "12345678", "商标不符"] && brand.status == 5)
        let item = SupplierItemUpdate(push: try Push(event: "head_supplier_item_update", SupplierItemUpdate.example))
        #expect([item.shopAppID, item.productID, item.version] == [shop, "324545", "1677488955"] && item.type == 2)
        #expect(item.updatedFields == ["commission_ratio", "service_ratio"])
        let new = SupplierItemUpdate(push: try Push(event: "head_supplier_item_update", "<item_info/>"))
        #expect(new.updatedFields.isEmpty && new.version == nil)
    }

    @Test func aCouponHasAllItsFields() throws {
        let coupon = ChannelsCoupon(push: try Push(event: "channels_ec_coupon_create", ChannelsCoupon.example))
        #expect(ChannelsCoupon.kinds.contains(coupon.kind) && ChannelsCoupon.kinds.count == 5)
        #expect(
            coupon.couponID == "1081" && [coupon.creationTime, coupon.deletionTime] == [1_714_030_000, 1_714_030_001])
        #expect([coupon.expiryTime, coupon.changeTime] == [1_714_030_002, 1_714_030_003])
        #expect(coupon.invalidationTime == 1_714_030_004)
    }

    @Test(arguments: [
        ("channels_ec_coupon_receive", "receive_info"), ("channels_ec_user_coupon_expire", "user_coupon_info"),
        ("channels_ec_user_coupon_use", "user_info"), ("channels_ec_user_coupon_use", "use_info"),
        ("channels_ec_user_coupon_unuse", "user_info"),
    ])
    func aCouponOfAUserIsWrappedAsItsKindIs(name: String, wrapper: String) throws {
        let push = try Push(
            event: name,
            """
            <\(wrapper)><coupon_id>1081</coupon_id><user_coupon_id>2302</user_coupon_id><order_id>\(order)</order_id>
            <receive_time>1</receive_time><use_time>2</use_time><unuse_time>3</unuse_time>
            <expire_time><![CDATA[ 4 ]]></expire_time></\(wrapper)>
            """)
        let event = ChannelsUserCoupon(push: push)
        #expect(ChannelsUserCoupon.kinds.contains(event.kind))
        #expect([event.couponID, event.userCouponID, event.orderID] == ["1081", "2302", order])
        #expect([event.receiveTime, event.useTime, event.unuseTime, event.expiryTime] == [1, 2, 3, 4])
    }

    @Test func aVoucherHasAllItsFields() throws {
        let example = ChannelsVouchersSent.example
        let event = ChannelsVouchersSent(push: try Push(event: "channels_ec_voucher_send_succ", example + example))
        #expect(event.vouchers.count == 2)
        let voucher = try #require(event.vouchers.last)
        #expect([voucher.code, voucher.storeName, voucher.phone] == ["C1", "南山店", "13900000000"])
        #expect([voucher.codeType, voucher.status, voucher.type, voucher.price, voucher.value] == [2, 1, 1, 100, 90])
        #expect([voucher.sendTime, voucher.updateTime] == [1_714_030_000, 1_714_030_001])
        #expect([voucher.startTime, voucher.endTime] == [1_714_030_002, 1_716_622_000])
        #expect([voucher.consumeTime, voucher.refundTime] == [1_714_030_003, 1_714_030_004])
        #expect([voucher.productID, voucher.skuID, voucher.orderID] == ["324545", "998", order])
        #expect(voucher.userOpenID == user)
        #expect(ChannelsVouchersSent(push: try Push(event: "channels_ec_voucher_send_succ")).vouchers.isEmpty)
    }

    @Test func aMemberHasAllItsFields() throws {
        let member = ChannelsMember(push: try Push(event: "channels_ec_vip_score_update", ChannelsMember.example))
        #expect(ChannelsMember.kinds.contains(member.kind) && ChannelsMember.kinds.count == 4)
        #expect(
            [member.joinTime, member.closeTime] == [1_714_030_000, 1_714_040_000] && member.phone == "13900000000")
        #expect([member.grade, member.experience, member.score] == [1, 20, 100])
        #expect([member.scoreChange, member.scoreReason] == [-10, 3])
        let exchange = ChannelsScoreExchange(
            push: try Push(event: "channels_ec_vip_score_exchange", ChannelsScoreExchange.example))
        #expect([exchange.score, exchange.itemType] == [100, 1])
        #expect([exchange.couponID, exchange.productID] == ["1234", "5678"])
        let bare = ChannelsScoreExchange(push: try Push(event: "channels_ec_vip_score_exchange", "<exchange_info/>"))
        #expect([bare.couponID, bare.productID] == [nil, nil])
        let added = ChannelsMemberAdded(
            push: try Push(event: "channels_ec_vip_user_auto_add", ChannelsMemberAdded.example))
        #expect([added.shopAppID, added.identity, added.outerUserID] == [shop, "V1", "u-1"])
        #expect(added.addTime == 1_666_673_734)
        let query = ChannelsMemberQuery(
            push: try Push(event: "channels_ec_vip_user_info_get", ChannelsMemberQuery.example))
        #expect(query.shopAppID == shop)
    }

    @Test func aShopHasAllItsFields() throws {
        // WeChat's page shows it without FromUserName.
        let account = ChannelsAccountChange(
            push: try Push(
                document: """
                    <xml><ToUserName>gh_1</ToUserName><MsgType>event</MsgType><Event>channels_ec_acct_notify</Event>
                    \(ChannelsAccountChange.example)</xml>
                    """))
        #expect(account.kind == ChannelsAccountChange.kinds[0] && account.action == 1 && account.openID == "")
        #expect(ChannelsAccountChange(push: try Push(event: "channels_ec_acct_notify")).action == nil)
        let withdrawal = ChannelsWithdrawal(
            push: try Push(event: "channels_ec_withdraw_notify", ChannelsWithdrawal.example))
        #expect(withdrawal.action == 1 && withdrawal.withdrawalID == "w-1")
        let code = ChannelsQRCodeStatus(push: try Push(event: "qrcode_status", ChannelsQRCodeStatus.example))
        #expect(code.ticket == "tk-1" && [code.status, code.scannerType] == [1, 1])
        let sharer = ChannelsSharerChange(
            push: try Push(event: "channels_ec_sharer_change", ChannelsSharerChange.example))
        #expect(sharer.userOpenID == user && [sharer.type, sharer.status] == [1, 1])
        let closed = ChannelsStoreClosed(push: try Push(event: "channels_ec_close_store", ChannelsStoreClosed.example))
        #expect(closed.shopAppID == shop && closed.closeTime == 1_714_030_000)
        let name = ShopNicknameChange(push: try Push(event: "set_shop_nickname", ShopNicknameChange.example))
        #expect([name.shopAppID, name.oldNickname, name.newNickname] == [shop, "旧名", "新名"])
    }

    @Test func theyTakeNothingButSuccess() {
        let types: [any PushType.Type] =
            PushCatalogue.channelsOrders + PushCatalogue.channelsProducts + PushCatalogue.channelsCoupons
            + PushCatalogue.channelsMembers + PushCatalogue.channelsShop + PushCatalogue.tradeAfterSales
        for type in types { #expect(type.replyRule == .success) }
    }
}
