import Testing

@testable import WeChat

struct ImageTests {
    @Test func theSampleHasAllItsFields() throws {
        let message = Image(push: try .sample("image"))
        #expect([message.push.kind] == Image.kinds && message.push.kind == .message("image"))
        #expect(message.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(message.push.toUserName == "gh_2f7a1c9d84be")
        #expect(message.createTime == 1_714_054_090)
        #expect(message.id == "24578932517746752")
        #expect(message.url == "http://mmbiz.qpic.cn/mmbiz_jpg/aVbN3kQ/0")
        #expect(message.mediaID == "X7kqvB1nT5yC9dWzR3eHj0LsPf2UaGm8_oKiNtQwYxVbE4hZ6rDcJuMlSgAp-0Fi")
    }
}
