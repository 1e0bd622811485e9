import Testing

@testable import WeChat

struct ViewMiniProgramTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = ViewMiniProgram(push: try .sample("view_miniprogram"))
        #expect([event.push.kind] == ViewMiniProgram.kinds && event.push.kind == .event("view_miniprogram"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_096_101)
        #expect(event.path == "pages/index/index?from=menu")
        #expect(event.menuID == "448521073")
    }
}
