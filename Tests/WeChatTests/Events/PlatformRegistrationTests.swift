import Testing

@testable import WeChat

struct PlatformRegistrationTests {
    @Test func aCompanysProgramIsRegistered() throws {
        let event = FastRegister(push: try Push(sample: "third_notify_third_fasteregister.xml"))
        #expect([event.kind] == FastRegister.kinds && event.componentAppID == "wx9f0e1d2c3b4a5968")
        #expect(event.appID == "wx71e2d3c4b5a60918" && event.status == 0)
        #expect(event.authorizationCode == "ac-1" && event.message == "OK")
        let applicant = try #require(event.applicant)
        #expect([applicant.name, applicant.code] == ["深圳某某科技有限公司", "91440300MA5D0000XX"])
        #expect([applicant.legalPersonaWeChat, applicant.legalPersonaName] == ["wx_zhang", "张三"])
        #expect(applicant.codeType == 1 && applicant.componentPhone == "0755-26712345")
        #expect(applicant.wechatID == nil && applicant.personName == nil)
    }

    @Test func aPersonsProgramIsNot() throws {
        let event = FastRegister(push: try Push(sample: "third_notify_third_fasteregister_fail.xml"))
        #expect(event.appID == nil && event.authorizationCode == nil && event.status == 100001)
        #expect(event.message == "已下发的模板消息法人并未确认且已超时（24h），未进行身份证校验")
        let applicant = try #require(event.applicant)
        #expect(applicant.wechatID == "wx_li" && applicant.personName == "李四" && applicant.name == "")
        #expect(applicant.componentPhone == "0755-26712345" && applicant.codeType == nil)
    }

    @Test func thePlatformIsNotTakenForItsAccount() throws {
        let event = try FastRegister(push: Push(platform: "notify_third_fasteregister", "<status>100002</status>"))
        #expect(event.appID == nil && event.componentAppID == "wx9f0e1d2c3b4a5968" && event.applicant == nil)
    }

    @Test func aTrialIsRegisteredAndVerified() throws {
        let trial = FastRegisterBetaApp(push: try Push(sample: "third_notify_third_fastregisterbetaapp.xml"))
        #expect([trial.kind] == FastRegisterBetaApp.kinds && trial.appID == "wx71e2d3c4b5a60918" && trial.status == 0)
        #expect([trial.message, trial.uniqueID, trial.name] == ["OK", "uq-1", "试用小程序"])
        let verified = FastVerifyBetaApp(push: try Push(sample: "third_notify_third_fastverifybetaapp.xml"))
        #expect([verified.kind] == FastVerifyBetaApp.kinds && verified.appID == "wx71e2d3c4b5a60918")
        #expect(verified.status == 0 && verified.message == "OK" && verified.applicant?.name == "某某公司")
        #expect(verified.applicant?.code == "914403" && verified.applicant?.legalPersonaName == "张三")
    }

    @Test(arguments: BetaAppEvent.kinds)
    func aTrialIsToldOnTheURLForMessages(kind: Kind) throws {
        let event = try BetaAppEvent.fromExample(kind)
        #expect(event.kind == kind && event.status == 0 && event.message == "OK" && event.ticket == "tk-1")
        #expect([event.appID, event.accountAppID] == ["wx71e2d3c4b5a60918", "wx4c1d9e7f20ab3358"])
        #expect(event.operationTime == "2024-04-26 10:00")
        let flat = BetaAppEvent(push: try Push(event: kind.name, "<status>85001</status><ticket/>"))
        #expect(flat.status == 85001 && flat.ticket == nil && flat.message == "")
    }
}
