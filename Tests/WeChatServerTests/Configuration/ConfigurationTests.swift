import Testing
import WeChat

@testable import WeChatServer

/// What holds a secret does not show it.
@Suite struct ConfigurationTests {
    private let secret = "sEcReTsEcReT"

    @Test func configurationShowsNoToken() throws {
        let text = "accounts: [{path: /a, app_id: wx1, token: \(secret)}]"
        let configuration = try ConfigurationText.read(text)
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in [dumped, "\(configuration)", String(reflecting: configuration), "\(configuration.warnings)"] {
            #expect(!text.contains(secret))
        }
    }

    @Test(arguments: [
        "'%s", "\"%s", "“%s”", "%s\n", "%s ", "\u{200B}%s", "%s-", "%s%s%s",
    ])
    func tokenThatCannotBeOneIsNotShown(_ form: String) throws {
        let token = form.replacing("%s", with: secret)
        let quoted = token.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        let mistakes = try ConfigurationText.mistakes("accounts: [{path: /a, app_id: wx1, token: \"\(quoted)\"}]")
        #expect(
            mistakes == [
                "f:1:43: accounts[0].token: expected the Token, 3 to 32 letters and digits, or two: the present and the previous, "
                    + "found a text of \(token.count) characters that is not shown"
            ])
        #expect(try !ConfigurationText.mistakes(ConfigurationText.account, ["WECHATD_TOKEN": token]).isEmpty)
        #expect(
            try !"\(ConfigurationText.mistakes(ConfigurationText.account, ["WECHATD_TOKEN": token]))".contains(secret))
    }

    @Test(arguments: [
        "token:%s", "token: [%s]", "token: {a: %s}", "{token:%s}", "{path: /a, app_id: wx1, token:%s}", "\"token: %s\"",
        "token: \"${%s\"", "'%s", "token: %s\n   token: %s", "token: %s: a", "- %s", "token: &%s", "token: \u{1}%s",
    ])
    func tokenInTheWrongPlaceIsNotShown(_ form: String) throws {
        let mistakes = try ConfigurationText.mistakes("accounts:\n - \(form.replacing("%s", with: secret))\n")
        #expect(!mistakes.isEmpty)
        #expect(!mistakes.contains { $0.contains(secret) }, "\(mistakes)")
    }

    @Test func byteOrderMarkInATokenIsNoPartOfIt() throws {
        // One that begins a text is dropped; the environment's comes as it is.
        let text = "accounts: [{path: /a, app_id: wx1, token: \"\u{FEFF}\(secret)\"}]"
        #expect(try ConfigurationText.read(text).accounts[0].account.tokens.first == Secret(secret))
        let environment = ["WECHATD_TOKEN": "\u{FEFF}\(secret)"]
        #expect(try ConfigurationText.mistakes(ConfigurationText.account, environment).count == 1)
    }

    @Test func emptyTokenIsAMistake() throws {
        #expect(
            try ConfigurationText.mistakes("accounts: [{path: /a, app_id: wx1, token: \"\"}]") == [
                "f:1:43: accounts[0].token: expected the Token, 3 to 32 letters and digits, or two: the present and the previous, "
                    + "found a text of 0 characters that is not shown"
            ])
    }
}
