import Testing

@testable import WeChat

/// The samples of shops in Channels, all of them JSON, where ids are numbers beyond 2^53 or texts.
struct ChannelsSamplesTests {
    private let order = "3705115058471208928"

    private func sample(_ name: String) throws -> Push { try Push(bytes: resource("Samples/\(name).json")) }

    @Test func anIDKeepsItsDigits() throws {
        for name in ["confirm", "settle", "ext_info_update"] {
            #expect(ChannelsOrder(push: try sample("channels_ec_order_\(name)")).orderID == order)
        }
        #expect(ChannelsOrder(push: try sample("channels_ec_order_confirm")).confirmType == 1)
        #expect(ChannelsOrder(push: try sample("channels_ec_order_settle")).settleTime == 1_714_030_000)
        #expect(ChannelsOrder(push: try sample("channels_ec_order_ext_info_update")).changeType == 1)
        let complaint = ChannelsComplaint(push: try sample("channels_ec_complaint_update"))
        #expect([complaint.orderID, complaint.afterSaleID, complaint.complaintID] == [order, "2000000260057016", "1"])
        #expect(complaint.status == 200_000)
        let afterSale = ChannelsAfterSale(push: try sample("channels_ec_present_aftersale_update"))
        #expect([afterSale.orderID, afterSale.afterSaleID] == [order, "2000000260057016"])
        let shared = CooperationShopOrder(push: try sample("cooperation_shop_order"))
        #expect([shared.orderID, shared.shopAppID] == [order, "wx4c1d9e7f20ab3358"])
    }

    @Test(arguments: [("audit", 3, "标题含违禁词"), ("listing", 13, "违规下架"), ("update", 2, nil)])
    func aProductHasItsStatus(name: String, status: Int, reason: String?) throws {
        let event = ChannelsProduct(push: try sample("product_spu_\(name)"))
        #expect(event.productID == "324545" && event.status == status && event.reason == reason)
    }

    @Test func aTimeMayBeAText() throws {
        let time = 1_714_030_000
        #expect(ChannelsCoupon(push: try sample("channels_ec_coupon_create")).creationTime == time)
        #expect(ChannelsCoupon(push: try sample("channels_ec_coupon_delete")).deletionTime == time)
        #expect(ChannelsCoupon(push: try sample("channels_ec_coupon_invalid")).invalidationTime == time)
        #expect(ChannelsUserCoupon(push: try sample("channels_ec_coupon_receive")).receiveTime == time)
        #expect(ChannelsUserCoupon(push: try sample("channels_ec_user_coupon_expire")).expiryTime == time)
        let used = ChannelsUserCoupon(push: try sample("channels_ec_user_coupon_use"))
        #expect(used.useTime == time && [used.couponID, used.userCouponID] == ["1081", "2302"])
    }

    @Test func anArrayIsAList() throws {
        let voucher = try #require(
            ChannelsVouchersSent(push: try sample("channels_ec_voucher_send_succ")).vouchers.first)
        #expect([voucher.code, voucher.orderID, voucher.phone] == ["C1", order, "13900000000"])
        #expect([voucher.price, voucher.value, voucher.consumeTime] == [100, 0, 0] && voucher.storeName == "")
        let item = SupplierItemUpdate(push: try sample("head_supplier_item_update"))
        #expect(item.updatedFields == ["commission_ratio", "price"] && item.type == 1 && item.version == "3")
    }

    @Test func theOthersHaveTheirFields() throws {
        let member = ChannelsMember(push: try sample("channels_ec_vip_join"))
        #expect([member.joinTime, member.grade, member.experience, member.score] == [1_714_030_000, 1, 0, nil])
        let code = ChannelsQRCodeStatus(push: try sample("qrcode_status"))
        #expect(code.ticket == "tk-1" && [code.status, code.scannerType] == [1, 2])
        let sharer = ChannelsSharerChange(push: try sample("channels_ec_sharer_change"))
        #expect(sharer.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc" && [sharer.type, sharer.status] == [1, 1])
        #expect(ChannelsStoreClosed(push: try sample("channels_ec_close_store")).closeTime == 1_714_030_000)
        #expect(ShopNicknameChange(push: try sample("set_shop_nickname")).newNickname == "新名 ✨")
        #expect(DropshipOrder(push: try sample("dropship_order_new")).orderID == "ds-1")
        let trace = EWaybillTrace(push: try sample("ewaybill_push_path"))
        #expect([trace.orderID, trace.waybillID, trace.text] == ["eo-1", "wb-1", "派送中"] && trace.status == 3)
    }
}
