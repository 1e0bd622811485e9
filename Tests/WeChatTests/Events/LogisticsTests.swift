import Testing

@testable import WeChat

struct LogisticsTests {
    @Test func anOrderHasAllItsFields() throws {
        let event = AddWaybill(push: try Push(event: "ADD_WAYBILL", AddWaybill.example))
        #expect([event.kind] == AddWaybill.kinds && event.key == "")
        #expect([event.token, event.orderID, event.waybillID, event.remark] == ["tk-1", "ord-1", "0", "易碎物品"])
        #expect([event.businessID, event.businessPassword] == ["xyz", "xyz123"])
        #expect(event.shopAppID == "wx4c1d9e7f20ab3358")
        #expect(event.serviceType == 0 && event.serviceName == "标准快递")
        let sender = try #require(event.sender)
        #expect([sender.name, sender.telephone, sender.mobile] == ["张三", "020-88888888", "18666666666"])
        #expect([sender.company, sender.postcode, sender.country] == ["公司名", "510000", "中国"])
        #expect([sender.province, sender.city, sender.district] == ["广东省", "广州市", "海珠区"])
        #expect([sender.street, sender.address, sender.addressID] == ["", "新港中路397号", nil])
        #expect(event.receiver?.name == "李四" && event.receiver?.address == "海天二路33号")
        let cargo = try #require(event.cargo)
        #expect([cargo.weight, cargo.length, cargo.width, cargo.height] == [1.2, 20.5, 15, 10])
        #expect(cargo.count == 2 && cargo.goods.map(\.name) == ["手机", "手机壳"] && cargo.goods.map(\.count) == [1, 2])
        #expect(event.insurance?.isInsured == true && event.insurance?.value == 10_000)
    }

    @Test func anOrderMayLeaveNearlyEverythingOut() throws {
        let event = AddWaybill(push: try Push(event: "add_waybill", "<OrderId> ord-1 </OrderId><Cargo/><Service/>"))
        // One page of WeChat's writes the name in another case.
        #expect(event.orderID == "ord-1")
        #expect(
            [event.token, event.waybillID, event.remark, event.businessID, event.shopAppID] == ["", "", "", "", ""])
        #expect(event.sender == nil && event.receiver == nil && event.insurance == nil)
        #expect(event.cargo?.goods.isEmpty == true && event.cargo?.weight == nil)
        #expect(event.serviceType == nil && event.serviceName == "")
    }

    @Test func theSamplesHaveAllTheirFields() throws {
        let cancel = CancelWaybill(push: try .sample("cancel_waybill"))
        #expect([cancel.orderID, cancel.waybillID, cancel.businessID] == ["ord-1", "wb-1", "xyz"])
        #expect([cancel.businessPassword, cancel.shopAppID] == ["xyz123", "wx4c1d9e7f20ab3358"])
        let quota = GetQuota(push: try .sample("get_quota"))
        #expect([quota.businessID, quota.businessPassword] == ["xyz", "xyz123"])
        #expect(quota.shopAppID == "wx4c1d9e7f20ab3358")
        let check = CheckBusiness(push: try .sample("check_biz"))
        #expect([check.businessID, check.businessPassword] == ["xyz", "xyz123"])
        #expect([check.shopAppID, check.shopName] == ["wx4c1d9e7f20ab3358", "商户名称"])
        #expect([check.shopTelephone, check.shopContact, check.serviceName] == ["18677778888", "村正", "标准快递"])
        #expect(check.senderAddress == "广东省广州市海珠区新港中路397号")
        #expect([check.senderProvince, check.senderCity, check.senderDistrict] == [nil, nil, nil])
        let other = CheckBusiness(push: try Push(event: "check_biz", CheckBusiness.example))
        #expect([other.senderProvince, other.senderCity, other.senderDistrict] == ["广东省", "广州市", "海珠区"])
    }

    @Test func theyWantTheResultOfLogistics() {
        let types: [any PushType.Type] =
            PushCatalogue.logistics + PushCatalogue.singleWaybills + PushCatalogue.waybillService
        for type in types { #expect(type.replyRule == .result(.logistics)) }
    }

    @Test(arguments: [("cancel_waybill", "ord-1"), ("check_biz", ""), ("get_quota", "")])
    func theSamplesInJSONHaveTheSameFields(name: String, order: String) throws {
        let event = CancelWaybill(push: try Push(bytes: resource("Samples/\(name).json")))
        #expect([event.businessID, event.businessPassword, event.orderID] == ["xyz", "xyz123", order])
        #expect(event.shopAppID == "wx4c1d9e7f20ab3358")
    }
}
