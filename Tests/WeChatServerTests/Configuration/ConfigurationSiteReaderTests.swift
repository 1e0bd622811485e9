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

/// How an account calls WeChat's API.
struct ConfigurationSiteAPITests {
    private func text(_ text: String) -> String { "accounts: [{path: /a, app_id: wx1, token: abc, \(text)}]" }

    private func account(_ text: String, _ environment: [String: String] = [:]) throws -> Account {
        try ConfigurationText.read(self.text(text), environment).accounts[0].account
    }

    @Test func accountWithoutASecretDoesNotCall() throws {
        let account = try account("app_secret: \"\"")
        #expect(account.appSecret == nil && account.apiBase == "https://api.weixin.qq.com" && !account.callsAPI)
    }

    @Test func secretComesFromTheFileOrTheEnvironment() throws {
        #expect(try account("app_secret: abc123").appSecret == Secret("abc123"))
        #expect(try account("app_secret: abc", ["WECHATD_APP_SECRET": "def"]).appSecret == Secret("def"))
        #expect(try account("name: shop", ["WECHATD_SHOP_APP_SECRET": "ghi"]).appSecret == Secret("ghi"))
        #expect(try account("name: shop", ["WECHATD_SHOP_APP_SECRET": "ghi"]).callsAPI)
    }

    @Test func cloudHostingCallsWithoutAToken() throws {
        let hosted = try account("cloud_hosting: true")
        #expect(hosted.apiBase == "http://api.weixin.qq.com" && hosted.callsAPI && hosted.appSecret == nil)
        #expect(try account("cloud_hosting: true, app_secret: abc").apiBase == "https://api.weixin.qq.com")
    }

    @Test(arguments: [
        "https://api2.weixin.qq.com", "https://proxy.example:8443/wx", "http://127.0.0.1:9000", "http://127.1.2.3",
        "http://localhost:1", "'http://[::1]:9000'",
    ])
    func baseIsEncryptedOrOnThisMachine(base: String) throws {
        let plain = base.filter { $0 != "'" }
        #expect(try account("app_secret: abc, api_base: \(base)").apiBase == plain)
        #expect(try account("app_secret: abc, api_base: '\(plain)/'").apiBase == plain)
    }

    @Test(arguments: [
        "http://api.weixin.qq.com", "http://127.0.0.1.example.com", "http://127.0.0.1@example.com", "ftp://127.0.0.1",
        "api.weixin.qq.com", "https://", "https:///", "https://a?b", "https://a#b", "http://localhost.example",
        "http://128.0.0.1", "http://127.0.0.256", "http://[::2]:1", "https://a b",
    ])
    func anotherBaseIsAMistake(base: String) throws {
        let mistakes = try ConfigurationText.mistakes(text("app_secret: abc, api_base: '\(base)'"))
        #expect(mistakes.count == 1 && mistakes[0].contains("api_base: expected https://, or http:// to this machine"))
        if base == "http://api.weixin.qq.com" {
            #expect(try account("cloud_hosting: true, api_base: '\(base)'").apiBase == base)
            #expect(
                try !ConfigurationText.mistakes(text("cloud_hosting: true, app_secret: a, api_base: '\(base)'")).isEmpty
            )
        }
    }

    @Test(arguments: ["app_secret: sEcReT-", "app_secret: [sEcReT, a]", "app_secret: {sEcReT: a}"])
    func wrongSecretIsNotShown(_ wrong: String) throws {
        let mistakes = try ConfigurationText.mistakes(text(wrong))
        #expect(mistakes.count == 1 && !mistakes[0].contains("sEcReT"))
    }

    @Test func platformHasNone() throws {
        let text = text(
            "type: third_party_platform, mode: safe, encoding_aes_key: \(SealedPush.key), app_secret: sEcReT")
        let mistakes = try ConfigurationText.mistakes(text)
        #expect(mistakes.count == 1 && mistakes[0].contains("none for a third-party platform"))
        #expect(!mistakes[0].contains("sEcReT"))
    }

    @Test func operatorsSecretIsLongEnough() throws {
        let account = ConfigurationText.account
        #expect(try ConfigurationText.read(account).adminSecret == nil)
        #expect(try ConfigurationText.read("admin_secret: \"\"\n" + account).adminSecret == nil)
        #expect(try ConfigurationText.read("admin_secret: 0123456789abcdef\n" + account).adminSecret?.count == 16)
        let environment = ["WECHATD_ADMIN_SECRET": "0123456789abcdef"]
        #expect(try ConfigurationText.read(account, environment).adminSecret == Secret("0123456789abcdef"))
        for wrong in ["0123456789abcde", "0123456789 abcdef", "0123456789äbcdef"] {
            let mistakes = try ConfigurationText.mistakes("admin_secret: \"\(wrong)\"\n" + account)
            #expect(mistakes.count == 1 && !mistakes[0].contains(wrong))
        }
    }
}
