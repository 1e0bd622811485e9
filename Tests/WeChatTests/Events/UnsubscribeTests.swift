import Testing

@testable import WeChat

struct UnsubscribeTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = Unsubscribe(push: try .sample("unsubscribe"))
        #expect([event.push.kind] == Unsubscribe.kinds && event.push.kind == .event("unsubscribe"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_087_308)
        #expect(event.key == "")
    }

    @Test func thePaymentThatBroughtHimMayBeNamed() throws {
        let event = Unsubscribe(push: try Push(event: "unsubscribe", "<EventKey>last_trade_no_4200002175</EventKey>"))
        #expect(event.transactionID == "4200002175")
        #expect(Unsubscribe(push: try Push(event: "unsubscribe", "<EventKey/>")).transactionID == nil)
    }
}
