import Foundation
import Logging
import Networking
import Testing
import WeChat
import XML

@testable import WeChatServer

@Suite struct ConfigurationReaderTests {
    private let shipped = ConfigurationText.path("Config/wechatd.yaml")

    private func dumped(_ configuration: Configuration) -> String {
        var text = ""
        dump(configuration, to: &text)
        return text
    }

    @Test func shippedFileHoldsTheDefaults() throws {
        let configuration = try Configuration(file: shipped, environment: [:])
        let token = Secret("exampleTokenChangeMe")
        let account = Account(appID: "wx0000000000000000", token: token, name: "example")
        #expect(dumped(configuration) == dumped(Configuration(accounts: [.init(path: "/wechat", account: account)])))
        #expect(configuration.accounts[0].account.tokens.first == token)
    }

    /// A key that is left out has the value that the shipped file shows.
    @Test func eachValueOfTheShippedFileIsTheDefault() throws {
        let lines = try String(contentsOfFile: shipped, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let whole = try dumped(Configuration(file: shipped, environment: [:]))
        var keys = 0
        for (index, line) in lines.enumerated() {
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard pair.count == 2, !pair[1].isEmpty, !pair[0].hasPrefix("#"), !pair[0].hasPrefix("-"),
                !["app_id", "name", "token"].contains(pair[0])
            else { continue }
            keys += 1
            var rest = lines
            rest.remove(at: index)
            #expect(try dumped(ConfigurationText.read(rest.joined(separator: "\n"))) == whole, "\(line)")
        }
        #expect(keys == 52)
    }

    @Test func shippedFileHasEveryKey() throws {
        let root = try #require(try YAMLNode(text: String(contentsOfFile: shipped, encoding: .utf8)))
        func keys(_ node: YAMLNode?) -> Set<String> { Set(node?.mapping?.compactMap(\.key.scalar) ?? []) }
        #expect(
            keys(root) == [
                "listen", "admin", "admin_secret", "redis", "instance", "loops", "blocking_threads", "log", "pushes",
                "data", "journal", "journal_days", "journal_megabytes", "limits", "accounts",
            ])
        #expect(keys(root["log"]) == ["level", "format", "openids"])
        #expect(
            keys(root["limits"]) == [
                "request_line", "header", "fields", "body", "chunks", "chunk_line", "header_seconds", "body_seconds",
                "write_seconds", "idle_seconds", "requests_per_connection", "connections", "handler_seconds",
                "run_seconds",
                "xml_depth", "xml_elements", "xml_attributes",
            ])
        #expect(
            keys(root["accounts"]?.sequence?[0]) == [
                "path", "app_id", "name", "type", "token", "mode", "encoding_aes_key", "format", "authorization_path",
                "cloud_hosting", "replay_window_seconds", "apology", "app_secret", "api_base",
                "late", "typing", "mailbox_notice", "continue_notice", "continue_word",
            ])
    }

    @Test func everyKeyIsRead() throws {
        let configuration = try ConfigurationText.read(
            """
            listen: "[::1]:81"
            admin: off
            redis: redis://:secret@redis:6380/1
            instance: shop-1.example
            loops: 3
            blocking_threads: 4
            log: {level: debug, format: text, openids: plain}
            limits:
              {request_line: 101, header: 302, fields: 103, body: 2004, chunks: 105, chunk_line: 106, header_seconds: 1.001,
               body_seconds: 2, write_seconds: 0.29, idle_seconds: 4, requests_per_connection: 107, connections: 108,
               handler_seconds: 4.35, xml_depth: 9, xml_elements: 110, xml_attributes: 111}
            accounts:
              - {path: /a, app_id: wxA, token: abcdefghijklmnop1234, mode: plaintext, replay_window_seconds: 61, apology: 抱歉}
              - {path: /b, app_id: wxB, name: second, token: abc}
            """)
        #expect(configuration.listen == "[::1]:81")
        #expect(configuration.admin == nil)
        #expect(configuration.redis == Secret("redis://:secret@redis:6380/1"))
        #expect(configuration.instance == "shop-1.example")
        #expect(configuration.loops == 3)
        #expect(configuration.blockingThreads == 4)
        #expect(configuration.log.level == .debug)
        #expect(configuration.log.format == .text)
        #expect(configuration.log.openIDs == .plain)
        let http = configuration.limits.http
        #expect(
            [http.requestLine, http.header, http.fields, http.body, http.chunks] as [Int] == [101, 302, 103, 2004, 105])
        #expect([http.chunkLine, http.requestsPerConnection, http.connections] as [Int] == [106, 107, 108])
        #expect(
            [http.headerTime, http.bodyTime, http.writeTime, http.idleTime] as [Int] == [1_001, 2_000, 290, 4_000])
        #expect(configuration.limits.handlerTime == 4_350)
        let xml = configuration.limits.xml
        #expect([xml.bytes, xml.depth, xml.elements, xml.attributes] as [Int] == [2004, 9, 110, 111])
        let accounts = configuration.accounts.map(\.account)
        #expect(configuration.accounts.map(\.path) == ["/a", "/b"])
        #expect(accounts.map(\.appID) == ["wxA", "wxB"])
        #expect(accounts.map(\.name) == ["wxA", "second"])
        #expect(accounts.flatMap(\.tokens) == [Secret("abcdefghijklmnop1234"), Secret("abc")])
        #expect(accounts.map(\.replayWindow) as [Int] == [61, 300])
        #expect(accounts.map(\.apology) == ["抱歉", nil])
    }

    @Test func environmentGoesBeforeTheFile() throws {
        let text = "listen: 127.0.0.1:1\nadmin: 127.0.0.1:2\nredis: redis://f\n" + ConfigurationText.account
        let environment = [
            "WECHATD_LISTEN": "unix:/run/a", "WECHATD_ADMIN": "off", "WECHATD_TOKEN": "ofTheEnvironment",
            "WECHATD_REDIS": "",
        ]
        let configuration = try ConfigurationText.read(text, environment)
        #expect(configuration.listen == "unix:/run/a")
        #expect(configuration.admin == nil)
        #expect(configuration.accounts[0].account.tokens.first == Secret("ofTheEnvironment"))
        #expect(configuration.redis == nil)
        let other = try ConfigurationText.read(
            text, ["WECHATD_ADMIN": "127.0.0.1:3", "WECHATD_SHOP_TOKEN": "own", "WECHATD_REDIS": "redis://r"])
        #expect(other.redis == Secret("redis://r"))
        #expect(other.admin == "127.0.0.1:3")
        #expect(other.accounts[0].account.tokens.first == Secret("own"))
    }

    @Test func tokenOfTheEnvironmentNeedsNoneInTheFile() throws {
        let text = "accounts: [{path: /a, app_id: wx1}]"
        #expect(
            try ConfigurationText.read(text, ["WECHATD_WX1_TOKEN": "abc"]).accounts[0].account.tokens.first
                == Secret("abc"))
        #expect(
            try ConfigurationText.read(text, ["WECHATD_TOKEN": "abc"]).accounts[0].account.tokens.first == Secret("abc")
        )
    }

    @Test func tokenForOneAccountIsNotGivenToTwo() throws {
        let text = """
            accounts:
              - {path: /a, app_id: wx1, name: first-shop, token: abc}
              - {path: /b, app_id: wx1, name: second, token: def}
            """
        let environment = ["WECHATD_TOKEN": "ofNobody", "WECHATD_FIRST_SHOP_TOKEN": "ofTheFirst"]
        let accounts = try ConfigurationText.read(text, environment).accounts.map(\.account.tokens[0])
        #expect(accounts == [Secret("ofTheFirst"), Secret("def")])
    }

    @Test func variablesAreFilledIn() throws {
        let text = """
            listen: ${HOST}:${PORT:-81}
            accounts:
              - {path: "/${A}${B:-b}", app_id: "${ID:-wx1}", token: "${TOKEN}", apology: "$5 {} $ ${EMPTY:-}"}
            """
        let environment = ["HOST": "127.0.0.1", "A": "a", "TOKEN": "ofTheEnvironment", "ID": "wx2"]
        let configuration = try ConfigurationText.read(text, environment)
        #expect(configuration.listen == "127.0.0.1:81")
        #expect(configuration.accounts[0].path == "/ab")
        #expect(configuration.accounts[0].account.appID == "wx2")
        #expect(configuration.accounts[0].account.tokens.first == Secret("ofTheEnvironment"))
        #expect(configuration.accounts[0].account.apology == "$5 {} $ ")
    }

    @Test func byteOrderMarkIsNoMistake() throws {
        #expect(try ConfigurationText.read("\u{FEFF}" + ConfigurationText.account).accounts.count == 1)
    }
}
