import Testing
import WeChat

@testable import WeChatServer

struct PushAnswerBytesTests {
    @Test(arguments: [nil, .success, .empty, .text("你好"), .result(code: -1)] as [Reply?])
    func answerIsReadAsItWasWritten(_ reply: Reply?) {
        let answer = PushAnswer(bytes: PushAnswer(reply: reply, time: 1_700_000_000).bytes)
        #expect(answer?.reply == reply && answer?.time == 1_700_000_000)
    }

    @Test func damagedBytesAreNoAnswer() {
        let bytes = PushAnswer(reply: .text("a"), time: 1).bytes
        #expect(PushAnswer(bytes: []) == nil)
        #expect(PushAnswer(bytes: Array(bytes.dropLast())) == nil)
        #expect(PushAnswer(bytes: Array(bytes[..<7])) == nil)
        #expect(PushAnswer(bytes: bytes + [0]) == nil)
    }
}
