import Foundation
import TestSupport
import Testing
import WeChat

/// What `decode` does with a captured request, behind which there is an account.
@Suite struct DecodeAccountTests {
    private static let safe = ServeProcess.account("/safe", mode: "safe", "name: safe")
    private static let plain = ServeProcess.account("/plain", "name: plain")
    private static let json = ServeProcess.account("/json", mode: "compatible", "name: json, format: json")

    /// A push that is too old for a server, and would be none if it were in the present.
    private static let push: SealedPush = {
        var push = SealedPush(WeChatRequest.text("hello"))
        push.timestamp = 1_714_037_481
        return push
    }()

    private static func http(_ path: String, _ query: String, _ body: String, _ fields: String = "") -> String {
        "POST \(path)?\(query) HTTP/1.1\r\nHost: a\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private func decode(
        _ accounts: String..., arguments: String, input: String
    ) throws -> (status: Int32, output: String, error: String) {
        try withTemporaryDirectory { directory in
            let text = "accounts: [\(accounts.joined(separator: ", "))]"
            try text.write(toFile: directory + "/a.yaml", atomically: true, encoding: .utf8)
            try input.write(toFile: directory + "/push", atomically: true, encoding: .utf8)
            let command = try Command(
                shell: "\(Command.wechatd) decode --config \(directory)/a.yaml \(arguments) - <\(directory)/push")
            return (try command.status(), command.output, command.error)
        }
    }

    @Test func pushIsOpenedByItsQuery() throws {
        let (query, body) = Self.push.request
        for arguments in ["--query '\(query)'", "--account safe --query 'https://example.com/safe?\(query)'"] {
            let (status, output, error) = try decode(Self.safe, arguments: arguments, input: body)
            #expect(status == 0, "\(error)")
            #expect(output.hasPrefix("{\n  \"ToUserName\": \"gh_account\",\n"))
            #expect(output.contains("\n  \"Content\": \"hello\",\n"))
            #expect(!output.contains("Encrypt"))
        }
    }

    @Test func requestIsTakenApart() throws {
        let (query, body) = Self.push.request
        let request = Self.http("/safe", query, body)
        for request in [request, request.replacing("\r\n", with: "\n"), request + "\n"] {
            // By its path among several accounts.
            let (status, output, error) = try decode(Self.plain, Self.safe, arguments: "", input: request)
            #expect(status == 0, "\(error)")
            #expect(output.contains("\"Content\": \"hello\""))
        }
    }

    @Test func pushInJSONIsOpened() throws {
        var push = SealedPush(#"{"MsgType":"text","MsgId":18446744073709551615}"#)
        (push.isJSON, push.clear) = (true, #""Content":"in clear","#)
        let (query, body) = push.request
        let (status, output, error) = try decode(Self.json, arguments: "", input: Self.http("/json", query, body))
        #expect(status == 0, "\(error)")
        #expect(output == "{\n  \"MsgType\": \"text\",\n  \"MsgId\": \"18446744073709551615\"\n}\n")
        let foreign = try decode(Self.safe, Self.json, arguments: "--account json --query '\(query)'", input: "<xml/>")
        #expect(foreign.status == 65)
        #expect(foreign.error.hasPrefix("-: the push is XML: "))
    }

    @Test func pushInClearIsChecked() throws {
        let target = WeChatRequest.target("/plain", age: 100_000)
        let query = target.split(separator: "?")[1]
        let document = WeChatRequest.text("hello")
        let right = try decode(Self.plain, arguments: "--account plain --query '\(query)'", input: document)
        #expect(right.status == 0, "\(right.error)")
        #expect(right.output.contains("\"Content\": \"hello\""))
        let wrong = try decode(
            Self.plain, arguments: "--query '\(query.replacing("nonce=", with: "nonce=1"))'", input: document)
        #expect(wrong.status == 65)
        #expect(wrong.error.hasPrefix("-: signature differs: the token differs from the one in WeChat's console"))
        let missing = try decode(Self.plain, arguments: "--account plain", input: document)
        #expect(missing.status == 65)
        #expect(missing.error.hasPrefix("-: parameter missing: signature"))
    }

    @Test func whatIsWrongIsSaid() throws {
        var otherKey = Self.push
        otherKey.key = String(SealedPush.key.reversed())
        var otherReceiver = Self.push
        otherReceiver.receiver = "wx0123456789abcdef"
        var otherToken = Self.push
        otherToken.token = "another"
        var altered = Self.push
        altered.altered = SealedPush("<xml><A>1</A></xml>").encrypt
        let (query, body) = Self.push.request
        let signature = try #require(query.firstMatch(of: /signature=([0-9a-f]+)/)).1
        let mixedUp = query.replacing(/msg_signature=[0-9a-f]+/, with: "msg_signature=\(signature)")
        for (request, reason) in [
            (otherKey.request, "Encrypt does not open (padding): the EncodingAESKey differs"),
            (otherReceiver.request, "the push is for wx0123456789abcdef, which is not this account's appid"),
            (otherToken.request, "signature differs: "),
            (altered.request, "msg_signature differs and signature is right: the body was altered"),
            ((query: mixedUp, body: body), "msg_signature holds what belongs into signature"),
            ((query: query, body: WeChatRequest.text("a")), "the push is not encrypted"),
            ((query: query, body: ""), "body empty"), ((query: query, body: "<xml>"), "not a push: "),
        ] {
            let input = Self.http("/safe", request.query, request.body)
            let (status, output, error) = try decode(Self.safe, arguments: "", input: input)
            #expect(status == 65, "\(reason)")
            #expect(output.isEmpty)
            #expect(error.hasPrefix("-: \(reason)"), "\(error)")
        }
    }

    @Test func pushThroughCloudHostingIsTakenByItsHeader() throws {
        let account = "{path: /cloud, app_id: wx1, cloud_hosting: true}"
        let body = #"{"MsgType":"text","Content":"hello"}"#
        let arguments = "--account wx1"
        let right = try decode(
            account, arguments: arguments, input: Self.http("/cloud", "", body, "X-WX-SOURCE: a\r\n"))
        #expect(right.status == 0, "\(right.error)")
        let wrong = try decode(account, arguments: arguments, input: Self.http("/cloud", "", body))
        #expect(wrong.error.hasPrefix("-: parameter missing: signature"))
        let probe = try decode(account, arguments: arguments, input: Self.http("/cloud", "", "CheckContainerPath"))
        #expect(probe.status == 65)
        #expect(probe.error == "-: not a push: cloud hosting asks whether the path is there\n")
    }

    @Test func accountThatIsMeantMustBeSaid() throws {
        let (query, body) = Self.push.request
        let none = try decode(Self.safe, Self.plain, arguments: "--query '\(query)'", input: body)
        #expect(none.status == 64)
        #expect(none.error.hasPrefix("Error: --account: expected one of safe, plain, found none"))
        let other = try decode(Self.safe, arguments: "--account other --query '\(query)'", input: body)
        #expect(other.error.hasPrefix("Error: --account: expected one of safe, found other"))
    }

    @Test func encryptedPushAloneIsShownAsItIs() throws {
        let decode = try Command("decode", "-", input: Self.push.request.body)
        #expect(try decode.status() == 0)
        #expect(decode.output.contains("\"Encrypt\": \""))
        #expect(decode.error == "-: encrypted; with --query, or as the whole request, it is opened\n")
    }

    @Test func requestWithoutAQueryIsShownAsItIs() throws {
        let decode = try Command("decode", "-", input: "POST / HTTP/1.1\nHost: a\n\n{\"A\":\"1\"}\n")
        #expect(try decode.status() == 0)
        #expect(decode.output == "{\n  \"A\": \"1\"\n}\n")
    }
}
