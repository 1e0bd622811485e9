import Testing

@testable import WeChat

struct StableTokenTests {
    private func token(_ text: String) throws -> (token: Secret, lifetime: Int)? {
        StableToken.token(in: try #require(APIAnswer(Array(text.utf8))))
    }

    @Test func requestSaysWhoAsks() {
        let secret = Secret("s\"1")
        let request = StableToken.request(appID: "wx1", secret: secret, force: false)
        #expect(
            String(decoding: request, as: UTF8.self)
                == #"{"grant_type":"client_credential","appid":"wx1","secret":"s\"1"}"#)
        let forced = StableToken.request(appID: "wx1", secret: Secret("s"), force: true)
        #expect(String(decoding: forced, as: UTF8.self).hasSuffix(#""secret":"s","force_refresh":true}"#))
    }

    @Test func answerHasATokenAndItsLifetime() throws {
        let found = try token(#"{"access_token":"a-B_1.~","expires_in":7200}"#)
        #expect(found?.token == Secret("a-B_1.~") && found?.lifetime == 7_200)
        let long = String(repeating: "a", count: 512)
        #expect(try token(#"{"access_token":"\#(long)","expires_in":1}"#)?.token == Secret(long))
    }

    @Test(arguments: [
        #"{"expires_in":7200}"#, #"{"access_token":"","expires_in":7200}"#, #"{"access_token":"a"}"#,
        #"{"access_token":"a&b","expires_in":7200}"#, #"{"access_token":"a b","expires_in":7200}"#,
        #"{"access_token":"a\r\nb","expires_in":7200}"#, #"{"access_token":"é","expires_in":7200}"#,
        #"{"access_token":"a","expires_in":0}"#, #"{"access_token":"a","expires_in":-1}"#,
        #"{"access_token":"a","expires_in":18446744073709551615}"#,
    ])
    func whatWouldNotGoIntoAQueryIsNoToken(text: String) throws {
        #expect(try token(text) == nil)
    }
}
