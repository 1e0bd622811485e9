import Testing

@testable import WeChat

struct APIAnswerTests {
    private func answer(_ text: String) -> APIAnswer? { APIAnswer(Array(text.utf8)) }

    @Test(arguments: [#"{"errcode":0,"errmsg":"ok"}"#, #"{"access_token":"a","expires_in":7200}"#, "{}"])
    func answerWithoutAnErrorCodeIsWell(text: String) throws {
        #expect(try #require(answer(text)).error == nil)
    }

    @Test func errorHasItsCodeAndMessage() throws {
        let found = try #require(answer(#"{"errcode":45015,"errmsg":"response out of time limit rid: 1"}"#))
        #expect(found.error?.code == 45015 && found.error?.message == "response out of time limit rid: 1")
        #expect(answer(#"{"errcode":-1}"#)?.error == APIError(code: -1, message: ""))
        #expect(answer(#"{"errcode":"40001","errmsg":"x"}"#)?.error?.code == 40001)
    }

    @Test(arguments: [
        "", "<html>502</html>", "[]", "ok", "{", #"{"errcode":null}"#, #"{"errcode":"many"}"#, #"{"errcode":{}}"#,
        #"{"errcode":0,"errcode":1}"#, "{\"errcode\":\"\u{0}\"}",
    ])
    func whatIsNoAnswerIsNotTakenForOne(text: String) {
        #expect(answer(text) == nil)
    }
}
