import Testing

@testable import WeChat

struct PlatformTests {
    @Test func aTicketComesWithoutAddresses() throws {
        let event = try ComponentVerifyTicket.fromExample()
        #expect([event.kind] == ComponentVerifyTicket.kinds && event.createTime == 1_714_356_960)
        #expect(event.ticket == "ticket@@@X7kqvB1nT5yC9dWzR3eHj0LsPf2")
        #expect([event.componentAppID, event.openID, event.push.toUserName] == ["wx9f0e1d2c3b4a5968", "", ""])
    }

    @Test func anAccountAuthorizes() throws {
        let event = Authorized(push: try Push(sample: "third_updateauthorized.xml"))
        #expect(event.kind == Authorized.kinds[1] && event.componentAppID == "wx9f0e1d2c3b4a5968")
        #expect(event.authorizerAppID == "wx71e2d3c4b5a60918" && event.codeExpireTime == 1_714_040_104)
        #expect(event.authorizationCode.hasPrefix("queryauthcode@@@X7kqvB1n") && event.authorizationCode.count == 80)
        #expect(event.preAuthCode.hasPrefix("preauthcode@@@Lw3Zr9Tq") && event.preAuthCode.count == 78)
        #expect(try Authorized.fromExample().kind == .platform("authorized"))
        #expect(try Unauthorized.fromExample().authorizerAppID == "wx71e2d3c4b5a60918")
    }

    @Test func pagesWithOrdersComeInAList() throws {
        let results = OrderPathApplyResult(
            push: try Push(
                platform: "order_path_apply_result_notify",
                "<list><appid>a</appid><ret_code>0</ret_code></list><list><appid>b</appid><ret_code>-1</ret_code></list>"
            )
        ).results
        #expect(results.map(\.appID) == ["a", "b"] && results.map(\.code) == [0, -1])
        let audit = try #require(try OrderPathAuditResult.fromExample().audits.first)
        #expect([audit.appID, audit.auditID, audit.reason] == ["wx71e2d3c4b5a60918", "4227513", "页面打不开"])
        #expect([audit.status, audit.applyTime, audit.auditTime] == [2, 1_714_030_000, 1_714_031_000])
        #expect(try OrderPathAuditResult(push: Push(platform: "order_path_audit_result_notify", "")).audits.isEmpty)
    }

    @Test func allTakeSuccessAlone() {
        let types = PushCatalogue.platform + PushCatalogue.platformRegistration + PushCatalogue.platformFiling
        #expect(types.allSatisfy { $0.replyRule == .success })
    }
}
