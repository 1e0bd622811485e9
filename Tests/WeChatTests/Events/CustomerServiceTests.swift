import Testing

@testable import WeChat

struct CustomerServiceTests {
    @Test func aConversationBeginsAndEnds() throws {
        let begin = KfCreateSession(push: try Push(event: "kf_create_session", KfCreateSession.example))
        #expect(begin.account == "test1@gh_demo" && begin.openID == "user")
        let end = KfCloseSession(push: try Push(event: "kf_close_session", KfCloseSession.example))
        #expect(end.account == "test1@gh_demo" && end.closeType == "KF")
        #expect(KfCloseSession(push: try Push(event: "kf_close_session")).closeType == nil)
    }

    @Test func aConversationIsHandedOn() throws {
        let event = KfSwitchSession(push: try Push(bytes: resource("Samples/kf_switch_session.xml")))
        #expect(event.kind == .event("kf_switch_session"))
        #expect(event.fromAccount == "test1@gh_demo" && event.toAccount == "test2@gh_demo")
    }
}
