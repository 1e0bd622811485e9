import Testing

@testable import WeChat

struct MiniProgramsTests {
    @Test func aWidgetAsksForData() throws {
        let event = try WxaWidgetData.fromExample()
        #expect(event.scene == 1 && event.query?.integer("type") == 1)
        #expect(WxaWidgetData.replyRule == .widget)
        #expect(try WxaWidgetData(push: Push(event: "wxa_widget_data", "<Query>杯子</Query>")).query == nil)
    }

    @Test func aServiceIsUsedUpOrEnds() throws {
        let event = try ChargeServiceQuotaNotify.fromExample()
        #expect([event.appID, event.serviceID, event.serviceName] == ["wx4c1d9e7f20ab3358", "10000001", "手机号快速验证"])
        #expect([event.eventType, event.totalQuota, event.usedQuota] == [3, 1000, 900])
        #expect(event.validityEndTime == 1_716_629_214)
        let sample = ChargeServiceQuotaNotify(push: try Push(sample: "charge_service_quota_notify.json"))
        #expect([sample.kind] == ChargeServiceQuotaNotify.kinds && sample.serviceID == "10000001")
        #expect(sample.usedQuota == 1000 && sample.validityEndTime == nil)
    }

    @Test func aBadMarkNamesTheComment() throws {
        #expect(try WxaCommentBadScore.fromExample().commentID == "168025355")
    }

    @Test func theDebuggingToolSendsAText() throws {
        for (file, text) in [("debug_demo.xml", "hello 世界"), ("debug_demo.json", "hello world")] {
            let event = DebugDemo(push: try Push(sample: file))
            #expect([event.kind] == DebugDemo.kinds && event.text == text)
        }
    }
}
