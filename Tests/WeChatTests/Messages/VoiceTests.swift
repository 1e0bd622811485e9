import Testing

@testable import WeChat

struct VoiceTests {
    @Test func theSampleHasAllItsFields() throws {
        let message = Voice(push: try .sample("voice"))
        #expect([message.push.kind] == Voice.kinds && message.push.kind == .message("voice"))
        #expect(message.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(message.push.toUserName == "gh_2f7a1c9d84be")
        #expect(message.createTime == 1_714_056_044)
        #expect(message.id == "24578932794688606")
        #expect(message.mediaID == "X7kqvB1nT5yC9dWzR3eHj0LsPf2UaGm8_oKiNtQwYxVbE4hZ6rDcJuMlSgAp-0Fi")
        #expect(message.format == "amr")
        #expect(message.recognition == "今天深圳会下雨吗？")
        #expect(message.mediaID16K == nil)
    }

    @Test(arguments: ["", "<Recognition/>", "<Recognition><![CDATA[]]></Recognition>"])
    func withoutRecognitionThereIsNone(field: String) throws {
        let message = Voice(
            push: try Push(
                "<MsgType>voice</MsgType>\(field)<MediaId16K><![CDATA[m16]]></MediaId16K><Format>speex</Format>"))
        #expect(message.recognition == nil)
        #expect(message.mediaID16K == "m16")
        #expect(message.format == "speex")
    }
}
