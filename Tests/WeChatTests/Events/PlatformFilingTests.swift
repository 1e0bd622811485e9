import Testing

@testable import WeChat

struct PlatformFilingTests {
    @Test func aProgramIsCertified() throws {
        let event = WxaAuth(push: try Push(sample: "third_notify_3rd_wxa_auth.xml"))
        #expect([event.kind] == WxaAuth.kinds && event.appID == "wx71e2d3c4b5a60918" && event.taskID == "tsk-1")
        #expect([event.taskStatus, event.applyStatus] == [2, 9] && event.message == "")
        #expect(event.dispatch?.provider == "某审核机构" && event.dispatch?.contact == "021-88888888")
        #expect(event.dispatch?.dispatchTime == 1_714_030_000)
        let early = try WxaAuth(push: Push(platform: "notify_3rd_wxa_auth", ""))
        #expect(early.dispatch == nil && early.appID == nil)
        #expect(try WxaAuth.fromExample().message == "请保持电话畅通")
    }

    @Test func aCertificationEnds() throws {
        let event = try WxaWxverify.fromExample()
        #expect(event.appID == "wx71e2d3c4b5a60918" && event.expireTime == 1_716_629_214)
        #expect(event.message == "请尽快完成年审")
    }

    @Test func aProgramIsFiled() throws {
        let face = try ICPFilingVerifyResult.fromExample()
        #expect([face.taskID, face.appID] == ["tsk-2", "wx71e2d3c4b5a60918"])
        #expect([face.result, face.certificationResult] == [3, 3])
        let alone = try ICPFilingVerifyResult(push: Push(platform: "notify_icpfiling_verify_result", ""))
        #expect(alone.certificationResult == nil && alone.result == nil)
        let filing = try ApplyICPFilingResult.fromExample()
        #expect(filing.authorizerAppID == "wx71e2d3c4b5a60918" && filing.status == 6)
        let both = WxaAuthAndICP(push: try Push(sample: "third_notify_3rd_wxa_auth_and_icp.xml"))
        #expect([both.kind] == WxaAuthAndICP.kinds && both.procedureID == "pr-1" && both.status == 3)
    }
}
