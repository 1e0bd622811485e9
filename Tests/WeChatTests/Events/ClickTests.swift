import Testing

@testable import WeChat

struct ClickTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = Click(push: try .sample("CLICK"))
        #expect([event.push.kind] == Click.kinds && event.push.kind == .event("CLICK"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_093_170)
        #expect(event.key == "V1001_今日推荐")
    }
}
