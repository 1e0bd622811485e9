import Testing

@testable import WeChat

struct VerificationTests {
    static let platform = "oK9xD5sYs0000_WeiXinTeamPush"

    @Test(arguments: ["qualification_verify_success", "annual_renew"])
    func aVerificationHoldsUntil(name: String) throws {
        let event = VerificationTerm(push: try Push(bytes: resource("Samples/\(name).xml")))
        #expect(VerificationTerm.kinds.contains(event.kind) && event.kind == .event(name))
        #expect(event.openID == Self.platform && event.expiryTime == 1_789_446_945)
    }

    @Test(arguments: ["naming_verify_success", "verify_expired"])
    func otherKindsHaveTheSameField(name: String) throws {
        let event = VerificationTerm(push: try Push(event: name, VerificationTerm.example))
        #expect(VerificationTerm.kinds.contains(event.kind) && event.expiryTime == 1_789_446_945)
    }

    @Test func aVerificationFails() throws {
        let naming = VerificationFailed(push: try Push(bytes: resource("Samples/naming_verify_fail.xml")))
        #expect(naming.kind == .event("naming_verify_fail") && naming.openID == Self.platform)
        #expect(naming.time == 1_714_990_001 && naming.reason == "名称与商标冲突")
        let program = VerificationFailed(push: try Push(bytes: resource("Samples/wx_verify_fail.xml")))
        #expect(program.kind == .event("wx_verify_fail") && program.time == 1_704_969_999)
        #expect(program.reason == "多次提交仍不合格")
        let owner = VerificationFailed(push: try Push(event: "qualification_verify_fail", VerificationFailed.example))
        #expect(VerificationFailed.kinds.contains(owner.kind) && owner.time == 1_714_990_001)
    }

    @Test func aMiniProgramIsVerifiedInSteps() throws {
        let paid = VerificationPaid(push: try Push(event: "wx_verify_pay_succ", VerificationPaid.example))
        #expect(paid.orderID == "4200002175202404276612")
        let dispatched = VerificationDispatched(push: try Push(bytes: resource("Samples/wx_verify_dispatch.xml")))
        #expect(dispatched.kind == .event("wx_verify_dispatch") && dispatched.time == 1_704_952_913)
        #expect(dispatched.provider == "上海某某企业信用征信有限公司")
        #expect(dispatched.contact == "咨询电话：021-88888888，周一至周五 8：30-17：30")
        let refill = VerificationRefill(push: try Push(bytes: resource("Samples/wx_verify_refill.xml")))
        #expect(refill.kind == .event("wx_verify_refill") && refill.time == 1_704_959_999)
        #expect(refill.reason == "营业执照过期")
    }
}
