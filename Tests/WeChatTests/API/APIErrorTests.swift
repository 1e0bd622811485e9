import Testing

@testable import WeChat

struct APIErrorTests {
    @Test(arguments: [
        (-1, APIError.Remedy.backOff), (45009, .backOff), (45011, .backOff), (40001, .refreshToken),
        (40014, .refreshToken), (42001, .refreshToken), (45002, .split), (45015, .stop(.windowOver)),
        (45047, .stop(.countUsedUp)), (43004, .stop(.userUnavailable)), (43019, .stop(.userUnavailable)),
        (48002, .stop(.userUnavailable)), (50002, .stop(.userUnavailable)), (50005, .stop(.userUnavailable)),
        (40003, .stop(.unknownRecipient)), (40013, .stop(.unknownRecipient)), (42007, .stop(.notAuthorized)),
        (48001, .stop(.notAuthorized)), (48004, .stop(.notAuthorized)), (48006, .stop(.notAuthorized)),
        (61003, .stop(.notAuthorized)), (61016, .stop(.notAuthorized)), (40007, .fix), (40008, .fix), (44002, .fix),
        (44004, .fix), (47001, .fix), (40125, .configuration), (40164, .configuration), (41001, .configuration),
        (65400, .configuration), (61002, .stop(.unknown)), (61017, .stop(.unknown)), (99_999, .stop(.unknown)),
        (-2, .stop(.unknown)),
    ])
    func everyCodeHasItsRemedy(code: Int, remedy: APIError.Remedy) {
        #expect(APIError(code: code, message: "").remedy == remedy)
    }

    @Test(arguments: [
        ("invalid credential rid: 5f8fd8b7-0f8aa1a9-4b6215a5", "invalid credential"),
        ("invalid openid, hint: [Ab1.2] rid: 5f8f", "invalid openid"),
        ("api unauthorized hint: [x]", "api unauthorized"),
        ("ok", "ok"), ("", ""), ("a hint: of something", "a hint: of something"),
    ])
    func whatDiffersFromCallToCallIsNoPartOfTheSummary(message: String, summary: String) {
        let error = APIError(code: 1, message: message)
        #expect(error.summary == summary)
        #expect(error == APIError(code: 1, message: summary + " rid: 1"))
        #expect(error != APIError(code: 2, message: message))
        #expect("\(error)" == "1 \(message)")
    }
}
