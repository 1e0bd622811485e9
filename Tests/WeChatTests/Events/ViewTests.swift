import Testing

@testable import WeChat

struct ViewTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = View(push: try .sample("VIEW"))
        #expect([event.push.kind] == View.kinds && event.push.kind == .event("VIEW"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_095_124)
        #expect(event.url == "https://example.com/path?a=1&b=中文#/home")
        #expect(event.key == event.url)
        #expect(event.menuID == "448521073")
    }

    @Test func theMenuMayBeMissing() throws {
        #expect(View(push: try Push(event: "VIEW", "<EventKey>u</EventKey>")).menuID == nil)
    }
}
