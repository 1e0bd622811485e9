import Testing

@testable import WeChat

struct VideoTests {
    @Test func theSampleHasAllItsFields() throws {
        let message = Video(push: try .sample("video"))
        #expect([message.push.kind] == Video.kinds && message.push.kind == .message("video"))
        #expect(message.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(message.push.toUserName == "gh_2f7a1c9d84be")
        #expect(message.createTime == 1_714_058_975)
        #expect(message.id == "24578933210101399")
        #expect(message.mediaID == "X7kqvB1nT5yC9dWzR3eHj0LsPf2UaGm8_oKiNtQwYxVbE4hZ6rDcJuMlSgAp-0Fi")
        #expect(message.thumbMediaID == "Lw3Zr9TqXc6VbN1mKj8HgF5dSaP0oIuY_tReWq2xCvBnM7kLzJhGfDsA4pOiUyTr")
    }
}
