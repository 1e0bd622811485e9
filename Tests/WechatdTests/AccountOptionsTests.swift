import ArgumentParser
import Foundation
import TestSupport
import Testing
import WeChat

@testable import wechatd

@Suite struct AccountOptionsTests {
    private static let key = EncodingAESKeys(EncodingAESKey(SealedPush.key)!)  // a key of the tests
    private static let previous = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

    /// The account that is pushed to, with a configuration of four.
    private func account(_ path: String, _ arguments: String...) throws -> Account {
        try withTemporaryDirectory { directory in
            let text = """
                accounts:
                  - {path: /plain, app_id: wx1, token: [new, old]}
                  - {path: /json, app_id: wx2, token: abc, mode: compatible, encoding_aes_key: \(SealedPush.key), format: json}
                  - path: /third/$APPID$/callback
                    authorization_path: /third
                    app_id: wx3
                    token: abc
                    type: third_party_platform
                    mode: safe
                    encoding_aes_key: [\(SealedPush.key), \(Self.previous)]
                  - {path: /cloud, app_id: wx4, cloud_hosting: true}
                """
            try text.write(toFile: directory + "/a.yaml", atomically: true, encoding: .utf8)
            let options = try AccountOptions.parse(["--config", directory + "/a.yaml"] + arguments)
            return try options.account(at: "http://a:1\(path)?b")
        }
    }

    /// What is said of wrong arguments.
    private func complaint(_ path: String, _ arguments: String...) -> String {
        do {
            _ = try AccountOptions.parse(["--config", "/none"] + arguments).account(at: "http://a\(path)")
            return ""
        } catch {
            return AccountOptions.message(for: error)
        }
    }

    @Test func accountOfThePathDecides() throws {
        let plain = try account("/plain")
        #expect((plain.appID, plain.tokens, plain.mode, plain.format) == ("wx1", [Secret("new")], .plaintext, .xml))
        let json = try account("/json")
        #expect((json.appID, json.mode, json.format) == ("wx2", .compatible(Self.key), .json))
        for path in ["/third", "/third/wx9/callback"] {
            let third = try account(path)
            #expect((third.appID, third.mode, third.type) == ("wx3", .safe(Self.key), .thirdPartyPlatform))
        }
    }

    @Test func optionsGoBeforeIt() throws {
        let json = try account("/json", "--mode", "safe", "--format", "xml", "--app-id", "wx5", "--token", "def")
        #expect((json.appID, json.mode, json.format) == ("wx5", .safe(Self.key), .xml))
        #expect(json.tokens == [Secret("def")])
        #expect(try account("/json", "--mode", "plaintext").mode == .plaintext)
        let other = try account("/json", "--key", Self.previous)
        #expect(try other.mode == .compatible(EncodingAESKeys(#require(EncodingAESKey(Self.previous)))))
    }

    @Test func withoutAConfigurationTheyAreEnough() throws {
        let bare = try AccountOptions.parse(["--config", "/none", "--token", "abc"]).account(at: "http://a/")
        #expect((bare.tokens, bare.mode, bare.format) == ([Secret("abc")], .plaintext, .xml))
        let safe = try AccountOptions.parse(
            ["--config", "/none", "--token", "a", "--mode", "safe", "--key", SealedPush.key, "--app-id", "wx1"])
        #expect(try safe.account(at: "http://a/").mode == .safe(Self.key))
    }

    @Test func cloudHostingHasNoSignature() throws {
        for cloud in [try account("/cloud"), try account("/json", "--cloud")] {
            #expect((cloud.isCloudHosted, cloud.mode, cloud.format) == (true, .plaintext, .json))
        }
        #expect(try account("/cloud", "--token", "abc").isCloudHosted == false)
        #expect(try account("/plain", "--cloud", "--format", "xml").format == .xml)
    }

    @Test func whatIsMissingIsSaid() {
        #expect(
            complaint("/a", "--token", "a", "--mode", "safe").contains("--key: expected one, because /none has none"))
        #expect(complaint("/a", "--token", "a", "--mode", "safe", "--key", "a").contains("43 letters and digits"))
        #expect(
            complaint("/a", "--token", "a", "--mode", "compatible", "--key", SealedPush.key)
                .contains("--app-id: expected one, because /none has no account at /a"))
        #expect(
            complaint("/a", "--token", "a", "--key", SealedPush.key).contains("--key: expected --mode compatible or"))
        #expect(complaint("/a", "--mode", "other").contains("'plaintext', 'compatible' or 'safe'"))
        #expect(complaint("/a", "--format", "yaml").contains("'xml' and 'json'"))
        #expect(throws: (any Error).self) { try account("/none") }
    }
}
