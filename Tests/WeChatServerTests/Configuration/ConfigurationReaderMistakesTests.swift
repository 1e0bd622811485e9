import Foundation
import TestSupport
import Testing

@testable import WeChatServer

@Suite struct ConfigurationReaderMistakesTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        var text: String
        var said: [String]
        var testDescription: String { text }

        /// A mistake in the lines before a right account.
        static func before(_ text: String, _ said: String...) -> Mistake {
            Mistake(text: text + "\n" + ConfigurationText.account, said: said)
        }

        /// A mistake in an account, which is written on the second line.
        static func account(_ text: String, _ said: String...) -> Mistake {
            Mistake(text: "accounts:\n- {\(text)}", said: said)
        }
    }

    private static let address = "host:port with the host in digits, [v6]:port or unix:/path"
    private static let path = "a path that begins with / and has no ?, # or blank"

    @Test(
        arguments: [
            .before("listen: nowhere", "f:1:9: listen: expected \(address), found \"nowhere\""),
            .before("listen: example.com:80", "f:1:9: listen: expected \(address), found \"example.com:80\""),
            .before("listen: 127.0.0.1:65536", "f:1:9: listen: expected \(address), found \"127.0.0.1:65536\""),
            .before("listen: unix:relative", "f:1:9: listen: expected \(address), found \"unix:relative\""),
            .before("listen: [127.0.0.1]", "f:1:9: listen: expected \(address), found a list"),
            .before("admin: on", "f:1:8: admin: expected \(address), or off, found \"on\""),
            .before(
                "redis: rediss://:secret@a:1",
                "f:1:8: redis: expected redis://[[user]:password@]host[:port][/database], without TLS (no rediss), "
                    + "unix:/path or nothing, found a text of 20 characters that is not shown"),
            .before(
                "instance: a/b",
                "f:1:11: instance: expected a name of up to 64 letters, digits, dots, dashes and underscores, or nothing, "
                    + "found \"a/b\""),
            .before("loops: 0", "f:1:8: loops: expected auto or a whole number from 1 to 256, found \"0\""),
            .before("loops: {}", "f:1:8: loops: expected auto or a whole number from 1 to 256, found keys with values"),
            .before(
                "blocking_threads: 1.5",
                "f:1:19: blocking_threads: expected a whole number from 1 to 1024, found \"1.5\""),
            .before("log: json", "f:1:6: log: expected keys with values, found a text"),
            .before("log: {format: xml}", "f:1:15: log.format: expected json or text, found \"xml\""),
            .before("log: {openids: no}", "f:1:16: log.openids: expected hashed or plain, found \"no\""),
            .before(
                "log:\n  level: loud",
                "f:2:10: log.level: expected one of trace, debug, info, notice, warning, error, critical, found \"loud\""
            ),
            .before("limits: [1]", "f:1:9: limits: expected keys with values, found a list"),
            .before(
                "limits: {body: 1}", "f:1:16: limits.body: expected a whole number from 1024 to 16777216, found \"1\""),
            .before(
                "limits: {body: 64K}",
                "f:1:16: limits.body: expected a whole number from 1024 to 16777216, found \"64K\""),
            .before(
                "limits: {handler_seconds: 5}",
                "f:1:27: limits.handler_seconds: expected seconds from 0.1 to 4.9, found \"5\""),
            .before(
                "limits: {idle_seconds: nan}",
                "f:1:24: limits.idle_seconds: expected seconds from 0.1 to 3600.0, found \"nan\""),
        ] as [Mistake])
    func wrongValueHasItsPlace(_ mistake: Mistake) throws {
        let mistakes = try ConfigurationText.mistakes(mistake.text)
        #expect(mistakes == mistake.said)
    }

    @Test(
        arguments: [
            .before("lisen: a", "f:1:1: lisen: expected a known key, found \"lisen\"; did you mean \"listen\"?"),
            .before(
                "log: {levl: info}", "f:1:7: log.levl: expected a known key, found \"levl\"; did you mean \"level\"?"),
            .before("? [a]\n: b", "f:1:3: file: expected a known key, found a list"),
            .before("listen: 127.0.0.1:1\nlisten: 127.0.0.1:2", "f:1:1: listen: expected once, found again"),
            .before(
                "limits: {body: 1, fields: 9, body: 2048}\nloops: 0",
                "f:1:10: limits.body: expected once, found again",
                "f:1:16: limits.body: expected a whole number from 1024 to 16777216, found \"1\"",
                "f:2:8: loops: expected auto or a whole number from 1 to 256, found \"0\""),
            .account(
                "path: /, app_id: a, token: abc, tokken: abc",
                "f:2:36: accounts[0].tokken: expected a known key, found \"tokken\"; did you mean \"token\"?"),
        ] as [Mistake])
    func unknownKeyHasItsPlace(_ mistake: Mistake) throws {
        let mistakes = try ConfigurationText.mistakes(mistake.text)
        #expect(mistakes == mistake.said)
    }

    @Test(
        arguments: [
            Mistake(text: "", said: ["f: accounts: expected a list with an account at least, found no such key"]),
            Mistake(
                text: "accounts:", said: ["f:1:10: accounts: expected a list with an account at least, found no value"]),
            Mistake(
                text: "accounts: []", said: ["f:1:11: accounts: expected a list with an account at least, found none"]),
            Mistake(text: "accounts: {a: b}", said: ["f:1:11: accounts: expected a list, found keys with values"]),
            Mistake(text: "accounts: [a]", said: ["f:1:12: accounts[0]: expected keys with values, found a text"]),
            Mistake(text: "[a]", said: ["f:1:1: file: expected keys with values, found a list"]),
            .account(
                "", "f:2:3: accounts[0].app_id: expected the AppID, found no such key",
                "f:2:3: accounts[0].path: expected the path of the server URL, found no such key",
                "f:2:3: accounts[0].token: expected the Token of WeChat's console, found no such key"),
            .account(
                "path: wechat, app_id: a, token: abc", "f:2:10: accounts[0].path: expected \(path), found \"wechat\""),
            .account("path: /a?b, app_id: a, token: abc", "f:2:10: accounts[0].path: expected \(path), found \"/a?b\""),
            .account(
                "path: /, app_id: a b, token: abc",
                "f:2:21: accounts[0].app_id: expected the AppID, letters and digits, found \"a b\""),
            .account(
                "path: /, app_id: a, name: 店, token: abc",
                "f:2:30: accounts[0].name: expected a name of letters, digits, - and _, found \"店\""),
            .account(
                "path: /, app_id: a, token: abc, mode: sealed",
                "f:2:42: accounts[0].mode: expected plaintext or compatible or safe, found \"sealed\""),
            .account(
                "path: /, app_id: a, token: abc, mode: safe",
                "f:2:3: accounts[0].encoding_aes_key: "
                    + "expected the EncodingAESKey of WeChat's console, because of the mode, found no such key"),
            .account(
                "path: /, app_id: a, token: abc, encoding_aes_key: \(String(repeating: "a", count: 42))",
                "f:2:54: accounts[0].encoding_aes_key: expected the EncodingAESKey, 43 letters and digits, "
                    + "or two: the present and the previous, found a text of 42 characters that is not shown"),
            .account(
                "path: /, app_id: a, token: \"abc,def,ghi\"",
                "f:2:31: accounts[0].token: expected the Token, 3 to 32 letters and digits, "
                    + "or two: the present and the previous, found a text of 11 characters that is not shown"),
            .account(
                "path: /$APPID$/a, app_id: a, token: abc, authorization_path: /b",
                "f:2:10: accounts[0].path: "
                    + "expected no $APPID$, or type third_party_platform beside it, found \"/$APPID$/a\"",
                "f:2:65: accounts[0].authorization_path: expected type third_party_platform beside it, found \"/b\""),
            .account(
                "path: /a, app_id: a, token: abc, type: third_party_platform, format: json",
                "f:2:3: accounts[0].mode: expected safe, as a third-party platform has it, found no such key",
                "f:2:73: accounts[0].format: expected xml, as a third-party platform has it, found \"json\""),
            .account(
                "path: /a, app_id: a, cloud_hosting: true, mode: safe, encoding_aes_key: \(SealedPush.key)",
                "f:2:52: accounts[0].mode: expected plaintext, because cloud hosting encrypts nothing, found \"safe\""),
            .account(
                "path: /, app_id: a, token: abc, replay_window_seconds: 59",
                "f:2:59: accounts[0].replay_window_seconds: expected a whole number from 60 to 86400, found \"59\""),
        ] as [Mistake])
    func wrongAccountHasItsPlace(_ mistake: Mistake) throws {
        let mistakes = try ConfigurationText.mistakes(mistake.text)
        #expect(mistakes == mistake.said)
    }

    @Test func namesThatShareAVariableAreNotTheirOwn() throws {
        let text = """
            accounts:
              - {path: /a, app_id: wx1, token: abc, name: a-b}
              - {path: /b, app_id: wx2, token: abc, name: A_B}
            """
        let mistakes = try ConfigurationText.mistakes(text)
        #expect(mistakes == ["f:3:47: accounts[1].name: expected one of its own, found \"A_B\" again"])
    }

    @Test func accountsHavePathsAndNamesOfTheirOwn() throws {
        let text = """
            accounts:
              - {path: /a, app_id: wx1, token: abc, mode: wrong}
              - {path: "${P}", app_id: wx1, token: abc}
              - {path: /b, app_id: wx2, token: abc, name: wx1}
            """
        let mistakes = try ConfigurationText.mistakes(text, ["P": "/a"])
        #expect(
            mistakes == [
                "f:2:47: accounts[0].mode: expected plaintext or compatible or safe, found \"wrong\"",
                "f:3:12: accounts[1].path: expected one of its own, found \"/a\" again",
                "f:3:28: accounts[1].app_id: expected one of its own, or a name, found \"wx1\" again",
                "f:4:47: accounts[2].name: expected one of its own, found \"wx1\" again",
            ])
    }

    @Test func brokenYAMLHasItsPlace() throws {
        let mistakes = try ["listen: [", "a: b\n  c: d", "a: *b", "a: b\nc: \u{1}", "a: b\n--- c"].flatMap {
            try ConfigurationText.mistakes($0)
        }
        #expect(
            mistakes == [
                "f:2:1: expected YAML, found: did not find expected node content",
                "f:2:4: expected YAML, found: mapping values are not allowed in this context",
                "f:1:4: expected YAML, found: found undefined alias",
                "f:2:4: expected YAML, found: control characters are not allowed",
                "f:2:1: expected YAML, found: but found another document",
            ])
    }

    @Test func fileThatCannotBeReadIsSaidToBeSo() throws {
        let missing = #expect(throws: ConfigurationError.self) {
            try Configuration(file: "/none.yaml", environment: [:])
        }
        #expect(missing?.description == "/none.yaml: expected a readable file, found none")
        let folder = #expect(throws: ConfigurationError.self) { try Configuration(file: "/tmp", environment: [:]) }
        #expect(folder?.description == "/tmp: expected a readable file, found none")
        let error = #expect(throws: ConfigurationError.self) {
            try ConfigurationText.read(bytes: [0x61, 0x3A, 0x20, 0xFF])
        }
        #expect(error?.description == "f: expected UTF-8, found something else")
    }

    @Test func allMistakesAreSaidInTheOrderOfTheFile() throws {
        let text = """
            accounts:
              - path: wechat
                token: a b
            lisen: a
            loops: 0
            admin: nowhere
            log:
              levl: info
              format: xml
            """
        let mistakes = try ConfigurationText.mistakes(text, ["WECHATD_LISTEN": "b"])
        #expect(
            mistakes.map { $0.prefix { $0 != " " } } == [
                "f:2:5:", "f:2:11:", "f:3:12:", "f:4:1:", "f:5:8:", "f:6:8:", "f:8:3:", "f:9:11:", "environment:",
            ])
    }

    @Test func variableThatIsNotThereHasItsPlace() throws {
        #expect(
            try ConfigurationText.mistakes("listen: ${A}\nadmin: a${B\nloops: ${}\n" + ConfigurationText.account) == [
                "f:1:9: listen: expected the environment variable A, found it unset",
                "f:2:8: admin: expected } behind ${, found the end of the value",
                "f:3:8: loops: expected the environment variable , found it unset",
            ])
    }

    @Test func wrongEnvironmentIsAMistake() throws {
        let environment = [
            "WECHATD_LISTEN": "a", "WECHATD_ADMIN": "", "WECHATD_TOKEN": "a b c", "WECHATD_SHOP_TOKEN": "",
        ]
        let token =
            "expected the Token, 3 to 32 letters and digits, or two: the present and the previous, found a text of"
        #expect(
            try ConfigurationText.mistakes(ConfigurationText.account, environment) == [
                "environment: WECHATD_LISTEN: expected \(Self.address), found \"a\"",
                "environment: WECHATD_ADMIN: expected \(Self.address), or off, found \"\"",
                "environment: WECHATD_TOKEN: \(token) 5 characters that is not shown",
                "environment: WECHATD_SHOP_TOKEN: \(token) 0 characters that is not shown",
            ])
    }
}
