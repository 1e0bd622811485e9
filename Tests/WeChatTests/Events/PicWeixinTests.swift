import Testing

@testable import WeChat

struct PicWeixinTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = PicWeixin(push: try .sample("pic_weixin"))
        #expect([event.push.kind] == PicWeixin.kinds && event.push.kind == .event("pic_weixin"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_101_963)
        #expect(event.key == "rselfmenu_1_2")
        #expect(event.count == 3)
        #expect(
            event.md5Sums == [
                "1b5f7c23b5bf75682a53e7b6d163e185", "5a75aaca956d97be686719218f275c6b",
                "0cc175b9c0f1b6a831c399e269772661",
            ])
    }
}
