import Testing

@testable import WeChat

struct SingleWaybillsTests {
    private func names(of event: some SingleWaybillRequest) -> [String] {
        [event.token, event.appID, event.orderID, event.waybillID]
    }

    private let all = ["tk", "wx4c1d9e7f20ab3358", "ord-9", "wb-9"]

    @Test func anOrderHasAllItsFields() throws {
        let event = AddSingleWaybill(push: try Push(event: "add_single_waybill", AddSingleWaybill.example))
        #expect(names(of: event) == ["tk", "wx4c1d9e7f20ab3358", "ord-9", ""])
        #expect([event.companyID, event.account, event.accountPassword] == ["zto-1", "acct-1", "pwd-1"])
        let sender = try #require(event.sender)
        #expect([sender.name, sender.telephone, sender.mobile] == ["张三", "020-88888888", "18666666666"])
        #expect([sender.street, sender.address, sender.addressID] == ["新港街道", "397号", "a-1"])
        #expect([event.receiver?.name, event.receiver?.telephone, event.receiver?.addressID] == ["李四", "", nil])
        #expect(event.goods?.type == 0 && event.goods?.weight == 2.5)
        #expect(event.insurance?.isInsured == true && event.insurance?.value == 10_000)
        #expect(event.remark == "轻放" && event.settlement == 2 && event.scene == 1)
        #expect([event.expectedStartTime, event.expectedEndTime] == [1_714_041_000, 1_714_048_200])
        #expect([event.pickUpStartTime, event.pickUpEndTime] == [1_714_042_000, 1_714_047_000])
    }

    @Test func whatIsLeftOutIsNil() throws {
        let event = AddSingleWaybill(
            push: try Push(event: "add_single_waybill", "<CompanyID/><Insured><UseInsured>0</UseInsured></Insured>"))
        #expect([event.companyID, event.account, event.accountPassword] == [nil, nil, nil])
        #expect(event.sender == nil && event.receiver == nil && event.goods == nil)
        #expect(event.insurance?.isInsured == false && event.insurance?.value == nil)
        #expect([event.pickUpStartTime, event.pickUpEndTime, event.settlement, event.scene] == [nil, nil, nil, nil])
    }

    @Test func theQuestionsHaveAllTheirFields() throws {
        let cancel = CancelSingleWaybill(push: try Push(event: "cancel_single_waybill", CancelSingleWaybill.example))
        #expect(names(of: cancel) == all && cancel.reasonID == "1" && cancel.reason == "不想寄了")
        let query = QuerySingleWaybill(push: try Push(event: "query_single_waybill", QuerySingleWaybill.example))
        #expect(names(of: query) == all)
        let remind = RemindWaybill(push: try Push(event: "remind_waybill", RemindWaybill.example))
        #expect(names(of: remind) == all)
        let fee = QuerySingleWaybillFee(
            push: try Push(event: "query_single_waybill_fee", QuerySingleWaybillFee.example))
        #expect([fee.sender?.name, fee.receiver?.city] == ["张三", "深圳市"] && fee.orderID == "")
        #expect(fee.goods?.type == 0 && fee.goods?.weight == 2.5 && fee.scene == 1)
        let times = QueryPickUpTimes(push: try Push(event: "waybill_query_expect_time_range", QueryPickUpTimes.example))
        let address = times.address
        #expect(times.appID == "wx4c1d9e7f20ab3358" && [address.province, address.city] == ["广东省", "广州市"])
        #expect([address.district, address.street, address.address] == ["海珠区", "新港街道", "397号"])
        #expect(address.addressID == "a-1")
    }

    @Test func whatUsersDoHasAllItsFields() throws {
        let paid = SingleWaybillPaid(push: try Push(event: "notify_single_waybill_pay", SingleWaybillPaid.example))
        #expect(names(of: paid) == all && [paid.fee, paid.originalFee, paid.payTime] == [1_800, 2_000, 1_714_041_000])
        #expect(paid.transactionID == "4200002175202404265317904862")
        let complaint = WaybillComplaint(push: try Push(event: "waybill_complaint", WaybillComplaint.example))
        #expect(names(of: complaint) == all && complaint.type == 1_006 && complaint.content == "外包装破损")
        #expect(complaint.pictureURLs == ["https://example.com/1.jpg", "https://example.com/2.jpg"])
        #expect(complaint.name == "张三" && complaint.phone == "18666666666")
        let rating = RateCourier(push: try Push(event: "waybill_evaluate_agent", RateCourier.example))
        #expect(names(of: rating) == all && rating.courierType == 1 && rating.score == 5)
    }

    @Test func aComplaintMayHaveNoPictures() throws {
        for field in ["", "<Pic/>", "<Pic><![CDATA[]]></Pic>"] {
            #expect(WaybillComplaint(push: try Push(event: "waybill_complaint", field)).pictureURLs.isEmpty)
        }
    }

    @Test(arguments: ["waybill_query_notify", "waybill_notify_query"])
    func aCheckHasEitherName(name: String) throws {
        let event = QueryWaybillTrace(push: try Push(event: name, QueryWaybillTrace.example))
        #expect(QueryWaybillTrace.kinds.contains(event.kind))
        #expect([event.waybillID, event.senderPhone, event.receiverPhone] == ["wb-9", "18666666666", "18677778888"])
    }

    @Test func theSamplesInJSONHaveTheirFields() throws {
        func sample(_ name: String) throws -> Push { try Push(bytes: resource("Samples/\(name).json")) }
        let cancel = CancelSingleWaybill(push: try sample("cancel_single_waybill"))
        #expect(names(of: cancel) == all && cancel.reasonID == "1" && cancel.reason == "不想寄了")
        let fee = QuerySingleWaybillFee(push: try sample("query_single_waybill_fee"))
        #expect([fee.sender?.name, fee.receiver?.name, fee.sender?.addressID] == ["张三", "李四", nil])
        #expect(fee.goods?.type == 0 && fee.goods?.weight == 2.5 && fee.scene == 0)
        let paid = SingleWaybillPaid(push: try sample("notify_single_waybill_pay"))
        #expect(names(of: paid) == all && [paid.fee, paid.originalFee, paid.payTime] == [1_800, 2_000, 1_714_041_000])
        let rating = RateCourier(push: try sample("waybill_evaluate_agent"))
        #expect(names(of: rating) == all && rating.courierType == 1 && rating.score == 5)
        #expect(names(of: RemindWaybill(push: try sample("remind_waybill"))) == all)
        let times = QueryPickUpTimes(push: try sample("waybill_query_expect_time_range"))
        #expect(times.address.street == "新港街道" && times.address.addressID == nil)
    }
}
