import Testing
import WeChat

@testable import wechatd

@Suite struct PlatformRecordTests {
    private func json(
        _ request: Platform.Request, call: String = "send", answer: Platform.Answer = .json("{}"), delay: Int = 0
    ) -> String {
        PlatformRecord(call: call, request: request, answer: answer, delay: delay).json(time: "now")
    }

    @Test func documentsStandInItAsTheyCame() {
        #expect(
            json(Platform.Request(isPost: true, "x?access_token=T_1", #"{"a": "你\u00e9"}"#))
                == #"{"time":"now","call":"send","query":"access_token=T_1","sent":{"a": "你\u00e9"},"answered":{}}"#)
    }

    @Test(arguments: [
        ("{", #""{""#), ("{\n\"a\":1}", #""{\n\"a\":1}""#), ("<a/>", #""<a/>""#),
        ("{\"a\":\"\u{1}\"}", #""{\"a\":\"\u0001\"}""#),
    ])
    func anythingElseIsAString(_ body: String, _ shown: String) {
        let line = json(Platform.Request(isPost: true, "x", body))
        #expect(line == #"{"time":"now","call":"send","sent":\#(shown),"answered":{}}"#)
        #expect(throws: Never.self) { try Fields(document: Array(line.utf8)) }
    }

    @Test func secretIsNotShown() {
        let body = #"{"secret":"aPpSeCrEt","appid":"wx1"}"#
        #expect(json(Platform.Request(isPost: true, "x", body)).contains(#""sent":{"secret":"•••","appid":"wx1"}"#))
        #expect(
            json(Platform.Request(isPost: false, "x?appid=wx1&secret=s3")).contains(#""query":"appid=wx1&secret=•••""#))
    }

    @Test func answersThatAreNoneHaveTheirNames() {
        let request = Platform.Request(isPost: false, "x")
        #expect(json(request, answer: .silence) == #"{"time":"now","call":"send","answered":"silent"}"#)
        #expect(json(request, answer: .reset).hasSuffix(#""answered":"reset"}"#))
        #expect(json(request, delay: 2_500).hasSuffix(#""seconds":2.5,"answered":{}}"#))
    }

    @Test func statusIsANumber() throws {
        var platform = Platform("T")
        try platform.fail(["send=503"])
        let record = platform.answer(Platform.Request(isPost: true, "message/custom/send"), at: 0)
        #expect(record.json(time: "now") == #"{"time":"now","call":"send","answered":503}"#)
    }
}
