import Testing

@testable import WeChat

struct ShortVideoTests {
    @Test func theSampleHasAllItsFields() throws {
        let message = ShortVideo(push: try .sample("shortvideo"))
        #expect([message.push.kind] == ShortVideo.kinds && message.push.kind == .message("shortvideo"))
        #expect(message.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(message.push.toUserName == "gh_2f7a1c9d84be")
        #expect(message.createTime == 1_714_059_952)
        #expect(message.id == "24578933348572330")
        #expect(message.mediaID == "Lw3Zr9TqXc6VbN1mKj8HgF5dSaP0oIuY_tReWq2xCvBnM7kLzJhGfDsA4pOiUyTr")
        #expect(message.thumbMediaID == "X7kqvB1nT5yC9dWzR3eHj0LsPf2UaGm8_oKiNtQwYxVbE4hZ6rDcJuMlSgAp-0Fi")
    }
}
