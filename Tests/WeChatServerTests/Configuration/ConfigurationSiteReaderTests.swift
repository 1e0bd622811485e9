import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct ConfigurationSiteReaderTests {
    private static let otherKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    private static let both = EncodingAESKeys(
        EncodingAESKey(SealedPush.key)!, previous: EncodingAESKey(otherKey))  // both are right

    private func account(_ text: String, _ environment: [String: String] = [:]) throws -> Account {
        try ConfigurationText.read("accounts: [{path: /a, app_id: wx1, \(text)}]", environment).accounts[0].account
    }

    @Test func aModeHasItsKeys() throws {
        let plain = try account("token: abc")
        #expect(plain.mode == .plaintext && plain.format == nil && plain.type == .officialAccount)
        #expect(!plain.isCloudHosted)
        let safe = try account("token: abc, mode: safe, encoding_aes_key: \(SealedPush.key), format: json")
        #expect(safe.mode == .safe(EncodingAESKeys(Self.both.current)) && safe.format == .json)
        let compatible = try account("token: abc, mode: compatible, encoding_aes_key: \(SealedPush.key)")
        #expect(compatible.mode == .compatible(EncodingAESKeys(Self.both.current)))
        // The console shows a key in every mode.
        #expect(try account("token: abc, encoding_aes_key: \(SealedPush.key)").mode == .plaintext)
    }

    @Test(arguments: [
        "token: [abc, def], encoding_aes_key: [\(SealedPush.key), \(otherKey)]",
        "token: \"abc, def\", encoding_aes_key: \"\(SealedPush.key),\(otherKey)\"",
    ])
    func thePreviousTokenAndKeyStandBehindThePresent(text: String) throws {
        let account = try account("mode: safe, \(text)")
        #expect(account.tokens == [Secret("abc"), Secret("def")])
        #expect(account.mode == .safe(Self.both))
    }

    @Test func theEnvironmentMayHoldThem() throws {
        let environment = [
            "WECHATD_TOKEN": "abc,def", "WECHATD_WX1_ENCODING_AES_KEY": "\(SealedPush.key),\(Self.otherKey)",
        ]
        let account = try account("mode: safe", environment)
        #expect(account.tokens.count == 2 && account.mode == .safe(Self.both))
    }

    @Test func aPlatformHasTwoPaths() throws {
        let text = """
            accounts:
              - path: /wechat/$APPID$/callback
                authorization_path: /wechat/authorization
                app_id: wx9f0e1d2c3b4a5968
                type: third_party_platform
                token: abc
                mode: safe
                encoding_aes_key: \(SealedPush.key)
            """
        let site = try ConfigurationText.read(text).accounts[0]
        #expect(site.path == "/wechat/$APPID$/callback" && site.authorizationPath == "/wechat/authorization")
        #expect(site.account.type == .thirdPartyPlatform)
    }

    @Test func cloudHostingNeedsNoToken() throws {
        let account = try account("cloud_hosting: true, type: mini_program")
        #expect(account.isCloudHosted && account.tokens.isEmpty && account.type == .miniProgram)
        let warnings = try ConfigurationText.read("accounts: [{path: /a, app_id: wx1, cloud_hosting: true}]").warnings
        #expect(warnings.count == 1 && warnings[0].contains("without a signature"))
    }
}
