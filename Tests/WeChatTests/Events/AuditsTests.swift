import Testing

@testable import WeChat

struct AuditsTests {
    @Test func aVersionPassesFailsOrWaits() throws {
        let success = WeappAuditSuccess(push: try Push(sample: "weapp_audit_success.xml"))
        #expect([success.kind] == WeappAuditSuccess.kinds && success.successTime == 1_714_037_000)
        let delay = try WeappAuditDelay.fromExample()
        #expect(delay.reason == "为了更好的服务小程序，您的服务商正在进行提审系统的优化" && delay.delayTime == 1_714_037_000)
        let fail = WeappAuditFail(push: try Push(sample: "weapp_audit_fail.xml"))
        #expect([fail.kind] == WeappAuditFail.kinds && fail.failTime == 1_714_037_000)
        #expect(fail.reason == "1:账号信息不符合规范:<br>(1):账号头像不符合规范<br>2:服务类目\"新闻\"不符")
        #expect(
            fail.screenshots == [
                "X7kqvB1nT5yC9dWzR3eHj0LsPf2UaGm8_oKiNtQwYxVbE4hZ6rDcJuMlSgAp-0Fi",
                "Lw3Zr9TqXc6VbN1mKj8HgF5dSaP0oIuY_tReWq2xCvBnM7kLzJhGfDsA4pOiUyTr",
            ])
        #expect(try WeappAuditFail.fromExample().reason == "1:账号信息不符合规范:<br>(1):账号头像不符合规范")
        #expect(try WeappAuditFail(push: Push(event: "weapp_audit_fail")).screenshots.isEmpty)
    }

    @Test func aNameMayHaveEntities() throws {
        let event = try WxaNicknameAudit.fromExample()
        #expect(event.result == 2 && event.nickname == "咖啡 & 茶" && event.reason == "名称与已有的相近")
        #expect(try WxaNicknameAudit(push: Push(event: "wxa_nickname_audit", "<reason/>")).reason == "")
    }

    @Test func aCategoryHasTwoLevels() throws {
        let event = try WxaCategoryAudit.fromExample()
        #expect([event.result, event.firstID, event.secondID] == [2, 287, 618] && event.reason == "资质不符")
        #expect(try WxaCategoryAudit(push: Push(event: "wxa_category_audit", "<ret>3</ret>")).reason == "")
    }

    @Test func anInterfaceIsGrantedOrNot() throws {
        let event = WxaPrivacyApply(push: try Push(sample: "wxa_privacy_apply.xml"))
        #expect([event.kind] == WxaPrivacyApply.kinds)
        #expect([event.apiName, event.auditID, event.reason] == ["wx.choosePoi", "4227513", "申请理由与小程序服务不符"])
        #expect([event.applyTime, event.auditTime, event.status] == [1_654_515_300, 1_654_515_356, 2])
    }
}
