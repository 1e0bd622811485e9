import Testing

@testable import WeChat

struct DeliveryTests {
    private let sign = "d2a84b5fc8c1f4d2a84b5fc8c1f4d2a84b5fc8c1"

    private func names(of event: some DeliveryPush) -> [String] {
        [event.shopID, event.shopOrderID, event.shopNumber, event.waybillID]
    }

    private let all = ["SHOP1", "so-1", "no-7", "wb-1"]

    @Test(arguments: ["transport_add_order", "Transport_Readd_Order"])
    func anOrderHasAllItsFields(name: String) throws {
        let event = AddDelivery(push: try Push(event: name, AddDelivery.example))
        #expect(AddDelivery.kinds.contains(event.kind))
        #expect(names(of: event) == ["SHOP1", "so-1", "no-7", ""] && event.signature == sign)
        #expect(event.token == "wt-1" && event.deliveryToken == "dt-1")
        let sender = try #require(event.sender)
        #expect([sender.name, sender.city, sender.address] == ["张三", "广州市", "海珠区新港中路"])
        #expect([sender.addressDetail, sender.phone] == ["397号", "18666666666"])
        #expect([sender.longitude, sender.latitude] == [113.3245, 23.1035] && sender.coordinateType == 0)
        #expect(event.receiver?.name == "李四" && event.receiver?.coordinateType == 1)
        let cargo = try #require(event.cargo)
        #expect([cargo.value, cargo.height, cargo.length, cargo.width, cargo.weight] == [5.5, 10, 20, 15.5, 1])
        #expect([cargo.pickUpNote, cargo.deliveryNote] == ["前台", "送到门口"])
        #expect([cargo.category, cargo.subcategory] == ["美食宵夜", "饮料甜品"])
        let goods = try #require(cargo.goods.first)
        #expect(cargo.goods.count == 1 && [goods.name, goods.unit] == ["奶茶", "杯"])
        #expect(goods.count == 1 && goods.price == 5.5)
    }

    @Test func theTermsOfAnOrderHaveAllTheirFields() throws {
        let event = PrecreateDelivery(push: try Push(event: "transport_precreate_order", PrecreateDelivery.example))
        let terms = try #require(event.terms)
        #expect([terms.serviceCode, terms.sequence, terms.note] == ["fast", "88", "少冰"])
        #expect([terms.type, terms.direction, terms.orderTime] == [1, 1, 1_714_041_000])
        #expect([terms.expectedDispatchTime, terms.expectedPickUpTime] == [1_714_041_500, 1_714_042_000])
        #expect(terms.expectedFinishTime == 1_714_045_000)
        #expect([terms.isInsured, terms.isDirect] == [true, true])
        #expect([terms.needsFinishCode, terms.needsPickUpCode] == [true, false])
        #expect([terms.declaredValue, terms.tips, terms.cashOnDelivery, terms.cashOnPickUp] == [5.5, 2, 3, 4])
    }

    @Test func anOrderMayLeaveNearlyEverythingOut() throws {
        let event = AddDelivery(
            push: try Push(
                event: "transport_add_order",
                """
                <delivery_token/><cargo><goods_detail><goods><good_name>a</good_name></goods>
                <goods><good_name>b</good_name></goods></goods_detail></cargo><order_info/>
                """))
        #expect(event.deliveryToken == nil && event.sender == nil && event.receiver == nil && event.signature == "")
        #expect(event.cargo?.goods.map(\.name) == ["a", "b"] && event.cargo?.goods.map(\.count) == [nil, nil])
        #expect(event.terms?.isInsured == false && event.terms?.tips == nil)
        #expect(AddDelivery(push: try Push(event: "transport_add_order", "<cargo/>")).cargo?.goods.isEmpty == true)
    }

    @Test func theRequestsHaveAllTheirFields() throws {
        let ask = PrecancelDelivery(push: try Push(event: "transport_precancel_order", PrecancelDelivery.example))
        #expect(names(of: ask) == all && ask.signature == sign && ask.reasonID == 6 && ask.reason == "骑手要求")
        let cancel = CancelDelivery(push: try Push(event: "transport_cancel_order", "<cancel_reason/>"))
        #expect(cancel.reason == "" && cancel.reasonID == nil && CancelDelivery.kinds == [cancel.kind])
        let back = ConfirmDeliveryReturn(
            push: try Push(event: "transport_confirm_return_to_biz", ConfirmDeliveryReturn.example))
        #expect(names(of: back) == all && back.signature == sign)
        let query = QueryDelivery(push: try Push(event: "transport_query_order_status", QueryDelivery.example))
        #expect(names(of: query) == all && query.signature == sign)
        let tips = AddDeliveryTips(push: try Push(event: "transport_add_tips", AddDeliveryTips.example))
        #expect(names(of: tips) == all && tips.signature == sign && tips.tips == 5 && tips.remark == "下雨辛苦了")
        let position = GetRiderPosition(push: try Push(event: "transport_get_agent_pos", GetRiderPosition.example))
        #expect(names(of: position) == all && position.signature == "")
        let rating = RateRider(push: try Push(event: "transport_set_rider_score", RateRider.example))
        #expect(names(of: rating) == all && rating.signature == "")
        #expect([rating.onTimeScore, rating.cargoScore, rating.attitudeScore] == [5, 4, 3])
        let mock = MockDeliveryUpdate(push: try Push(event: "mock_update_order_status", MockDeliveryUpdate.example))
        #expect(names(of: mock) == all && mock.signature == sign)
        #expect([mock.status, mock.actionTime] == [302, 1_714_041_001] && mock.actionMessage == "模拟")
    }

    @Test func theAccountsHaveAllTheirFields() throws {
        let code = GetPreAuthCode(push: try Push(event: "get_pre_auth_code", GetPreAuthCode.example))
        let info = GetAuthInfo(push: try Push(event: "get_auth_info", GetAuthInfo.example))
        let cancel = CancelAuthAccount(push: try Push(event: "cancel_auth_account", CancelAuthAccount.example))
        #expect([code.appID, info.appID, cancel.appID].allSatisfy { $0 == "wx4c1d9e7f20ab3358" })
        #expect(info.code == "code-1" && cancel.shopID == "SHOP1")
    }

    @Test func theSampleOfAnUpdateHasAllItsFields() throws {
        let event = DeliveryUpdate(push: try .sample("update_waybill_status"))
        #expect(names(of: event) == ["SHOP1", "so-1", "no-7", "wb-123456789"])
        #expect([event.status, event.actionTime] == [102, 1_714_038_300] && event.actionMessage == "")
        #expect([event.riderName, event.riderPhone] == ["李四", "13900000000"] && event.reachTime == nil)
        let later = DeliveryUpdate(push: try Push(event: "update_waybill_status", DeliveryUpdate.example))
        #expect(later.status == 301 && later.reachTime == 1_714_039_300)
        let first = DeliveryUpdate(push: try Push(event: "update_waybill_status"))
        #expect([first.riderName, first.riderPhone] == ["", ""] && first.reachTime == nil)
    }

    @Test func theyWantTheResultOfDelivery() {
        for type in PushCatalogue.delivery + PushCatalogue.deliveryAccounts where type != DeliveryUpdate.self {
            #expect(type.replyRule == .result(.delivery))
        }
        #expect(DeliveryUpdate.replyRule == .result(.deliveryNotice))
    }

    @Test func theSamplesInJSONHaveTheirFields() throws {
        func sample(_ name: String) throws -> Push { try Push(bytes: resource("Samples/\(name).json")) }
        let order = AddDelivery(push: try sample("transport_add_order"))
        #expect([order.token, order.deliveryToken, order.signature] == ["wt-1", "dt-1", sign])
        #expect(order.sender?.longitude == 113.3245 && order.receiver?.name == "李四")
        #expect(order.cargo?.value == 5 && order.cargo?.goods.map(\.name) == ["奶茶"])
        #expect(order.terms?.note == "少冰" && order.terms?.isInsured == false && order.terms?.type == 0)
        let ask = PrecreateDelivery(push: try sample("transport_precreate_order"))
        #expect(ask.cargo?.weight == 1 && ask.cargo?.goods.isEmpty == true && ask.terms?.orderTime == nil)
        let cancel = PrecancelDelivery(push: try sample("transport_precancel_order"))
        #expect(names(of: cancel) == all && cancel.reasonID == 3 && cancel.reason == "骑手要求")
        let tips = AddDeliveryTips(push: try sample("transport_add_tips"))
        #expect(tips.tips == 5 && tips.remark == "下雨辛苦了 ☔️")
        #expect(names(of: ConfirmDeliveryReturn(push: try sample("transport_confirm_return_to_biz"))) == all)
        #expect(names(of: GetRiderPosition(push: try sample("transport_get_agent_pos"))) == all)
        let mock = MockDeliveryUpdate(push: try sample("mock_update_order_status"))
        #expect([mock.status, mock.actionTime] == [302, 1_714_041_001])
        #expect(GetPreAuthCode(push: try sample("get_pre_auth_code")).appID == "wx4c1d9e7f20ab3358")
        #expect(CancelAuthAccount(push: try sample("cancel_auth_account")).shopID == "SHOP1")
    }
}
