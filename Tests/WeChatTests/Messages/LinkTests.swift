import Testing

@testable import WeChat

struct LinkTests {
    @Test func theSampleHasAllItsFields() throws {
        let message = Link(push: try .sample("link"))
        #expect([message.push.kind] == Link.kinds && message.push.kind == .message("link"))
        #expect(message.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(message.push.toUserName == "gh_2f7a1c9d84be")
        #expect(message.createTime == 1_714_062_883)
        #expect(message.id == "24578933763985173")
        #expect(message.title == "公众平台官网链接")
        #expect(message.summary == "公众平台 & 小程序")
        #expect(message.url == "https://mp.weixin.qq.com/?a=1&b=2")
    }
}
