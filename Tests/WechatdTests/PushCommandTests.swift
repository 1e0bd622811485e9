import ArgumentParser
import Foundation
import TestSupport
import Testing
import WeChat

@testable import wechatd

@Suite struct PushCommandTests {
    /// What `push` prints about a push to the server, and its exit status.
    private func push(
        _ server: ServeProcess, _ arguments: String, path: String = "/wechat"
    ) throws -> (output: String, status: Int32) {
        let command = try Command(
            shell: "\(Command.wechatd) push --to '\(server.url(path))' --config \"$CONFIGURATION\" \(arguments) 2>&1",
            environment: ["CONFIGURATION": server.configuration])
        let status = try command.status()
        return (command.output, status)
    }

    /// The line of what the user sees.
    private func seen(_ output: String) -> String? {
        output.range(of: "user:   ", options: .literal).map { String(output[$0.upperBound...].dropLast()) }
    }

    /// Accounts of every mode and format, by their paths.
    private static let accounts = [
        ("/wechat", ServeProcess.plaintext), ("/json", ServeProcess.account("/json", "name: b, format: json")),
        ("/safe", ServeProcess.account("/safe", mode: "safe", "name: c")),
        ("/safe.json", ServeProcess.account("/safe.json", mode: "safe", "name: d, format: json")),
        ("/both", ServeProcess.account("/both", mode: "compatible", "name: e")),
        ("/both.json", ServeProcess.account("/both.json", mode: "compatible", "name: f, format: json")),
        ("/third/wx9", ServeProcess.account("/third/$APPID$", mode: "safe", "name: g, type: third_party_platform")),
        ("/cloud", "{path: /cloud, app_id: wx1, name: h, cloud_hosting: true}"),
    ]

    private static func withAllAccounts<R>(_ body: (ServeProcess) throws -> R) throws -> R {
        try ServeProcess.with(accounts: accounts.map(\.1).joined(separator: ", "), body)
    }

    @Test func everyKindIsAcceptedInEveryModeAndFormat() throws {
        try Self.withAllAccounts { server in
            for (path, _) in Self.accounts {
                let account = try AccountOptions.parse(["--config", server.configuration]).account(at: server.url(path))
                for entry in PushCatalogue.entries {
                    let document = try PushDocument(entry.kind.name, for: account, settings: [])
                    let sender = PushSender(
                        url: server.url(path), account: account, document: document, unixSocket: nil)
                    let view = sender.send(times: 1)[0].view
                    #expect(view.isAccepted, "\(path) \(entry.kind): \(view.text)")
                    if case .result(let form) = entry.type.replyRule {
                        #expect(view.text.hasPrefix("(\(form.codeName) "), "\(path) \(entry.kind)")
                    } else {
                        let reply = Self.replies[entry.kind.name] ?? "(nothing: success)"
                        #expect(view.text == reply, "\(path) \(entry.kind)")
                    }
                }
            }
            let names = Set(PushCatalogue.entries.map(\.kind.name))
            try eventually("a line about every kind") {
                let ends = server.command.error.components(separatedBy: "\"kind\":\"").dropFirst()
                return names.isSubset(of: ends.map { String($0.prefix { $0 != "\"" }) })
            }
            let warnings = server.command.error.split(separator: "\n").filter { $0.contains("\"warning\"") }
            #expect(warnings.count { !$0.contains("which wants a result") } == 1, "that of the account without a token")
        }
    }

    /// What the user sees of what the server's own handlers say.
    private static let replies = [
        "text": "你好，我想查一下快递🚚到哪里了", "subscribe": "欢迎关注！你来自：123", "CLICK": "V1001_TODAY",
        "scancode_waitmsg": "CODE_128,6954767423579", "wxa_widget_data": "{}",
    ]

    @Test func accountOfThePathSaysHowItIsSent() throws {
        try Self.withAllAccounts { server in
            for (path, _) in Self.accounts {
                let (output, status) = try push(server, "text --set Content=hello", path: path)
                #expect(status == 0, "\(path): \(output)")
                #expect(seen(output) == "hello")
            }
            let options = "--token \(WeChatRequest.token) --mode safe --key \(SealedPush.key) --app-id wx1"
            #expect(try push(server, "text \(options)", path: "/safe").status == 0)
            #expect(try push(server, "text --app-id wx2", path: "/safe").output.contains("status: 403\n"))
            #expect(try push(server, "text --mode plaintext", path: "/safe").output.contains("status: 403\n"))
            #expect(try push(server, "text --cloud", path: "/cloud").status == 0)
            #expect(try push(server, "text --cloud", path: "/safe").output.contains("status: 400\n"))
            #expect(try push(server, "text --format xml", path: "/json").output.contains("status: 400\n"))
        }
    }

    @Test func captureIsSealed() throws {
        try Self.withAllAccounts { server in
            try withTemporaryDirectory { directory in
                for (name, document) in [
                    ("a.xml", WeChatRequest.text("captured")),
                    ("a.json", #"{"ToUserName":"g","FromUserName":"o","MsgType":"text","Content":"captured"}"#),
                ] {
                    try document.write(toFile: "\(directory)/\(name)", atomically: true, encoding: .utf8)
                }
                for (path, file) in [("/safe", "a.xml"), ("/both", "a.xml"), ("/safe.json", "a.json")] {
                    #expect(seen(try push(server, "\(directory)/\(file)", path: path).output) == "captured")
                    let set = try push(server, "\(directory)/\(file) --set Content=set", path: path)
                    #expect(seen(set.output) == "set")
                }
            }
        }
    }

    @Test func fieldIsSetToAnyText() throws {
        try Self.withAllAccounts { server in
            for text in ["a ]]> b", "<![CDATA[a]]>", "</xml>", "a=b", "=", "12", "\u{301}a", "</Content>", "<Content>"]
            {
                for path in ["/wechat", "/safe", "/both", "/json"] {
                    let (output, status) = try push(server, "text --set 'Content=\(text)'", path: path)
                    #expect(status == 0, "\(output)")
                    #expect(seen(output) == text)
                }
            }
            let (output, _) = try push(
                server, "text --set MsgId=18446744073709551615 --set Own=1 --set FromUserName=oMe")
            #expect(output.contains("status: 200"))
            try eventually("the line") { server.command.error.contains("\"msg_id\":\"18446744073709551615\"") }
            #expect(seen(try push(server, "subscribe --set EventKey=").output) == "欢迎关注！")
        }
    }

    @Test func fileIsSentAsItIs() throws {
        try ServeProcess.with { server in
            try withTemporaryDirectory { directory in
                let file = directory + "/captured.xml"
                try WeChatRequest.text("captured").write(toFile: file, atomically: true, encoding: .utf8)
                #expect(seen(try push(server, file).output) == "captured")
                #expect(seen(try push(server, "\(file) --set Content=set").output) == "set")
                try eventually("two lines") {
                    server.command.error.split(separator: "\n").count { $0.contains("23456789012345678") } == 2
                }
                let (output, status) = try push(server, directory + "/none.xml")
                #expect(status == 64)
                #expect(output.contains("none.xml: expected a kind (wechatd kinds lists them) or a readable file"))
            }
        }
    }

    @Test func manyAreSentAndSummedUp() throws {
        try ServeProcess.with { server in
            let (output, status) = try push(server, "text --count 50 --concurrency 4")
            #expect(status == 0)
            let lines = output.split(separator: "\n")
            #expect(lines[0] == "sent:     50, accepted by WeChat: 50")
            #expect(lines[1] == "status:   200 × 50")
            #expect(lines[2].hasPrefix("time:     p50 "))
            #expect(lines.count == 3)
            let refused = try push(server, "text --count 3 --concurrency 8 --token wrong")
            #expect(refused.status == 1)
            #expect(refused.output.hasPrefix("sent:     3, accepted by WeChat: 0\nstatus:   403 × 3\n"))
        }
    }

    @Test func urlIsPrintedForOtherClients() throws {
        try ServeProcess.with { server in
            let (output, status) = try push(server, "text --print-url")
            #expect(status == 0)
            let target = output.dropFirst("http://\(server.address)".count).trimmingCharacters(in: .newlines)
            #expect(try server.client().post(target, WeChatRequest.text("a")).text == "a")
            #expect(try server.client().get(target + "&echostr=1").body == "1")
        }
    }

    @Test func urlThatWouldBeOfNoUseIsNotPrinted() throws {
        try Self.withAllAccounts { server in
            let (output, status) = try push(server, "text --print-url", path: "/safe")
            #expect(status == 64)
            #expect(
                output.hasPrefix("Error: --print-url: expected plaintext mode, because in others msg_signature covers"))
            let (url, _) = try push(server, "text --print-url --mode plaintext", path: "/safe")
            let target = url.dropFirst("http://\(server.address)".count).trimmingCharacters(in: .newlines)
            #expect(try server.client().get(target + "&echostr=1").body == "1")
        }
    }

    @Test func wrongTokenIsRefused() throws {
        try ServeProcess.with { server in
            let (output, status) = try push(server, "text --token wrong")
            #expect(status == 1)
            #expect(output.contains("status: 403\n"))
            #expect(seen(output)?.hasPrefix("该公众号提供的服务出现故障，请稍后再试") == true)
        }
    }

    @Test func pathWithoutAnAccountNeedsAToken() throws {
        try ServeProcess.with { server in
            let command = try Command(
                "push", "text", "--to", "http://\(server.address)/other", "--config", server.configuration)
            #expect(try command.status() == 64)
            #expect(command.error.contains("has no account at /other"))
        }
    }

    @Test func pathIsComparedAsItIsWritten() throws {
        try withTemporaryDirectory { directory in
            let file = directory + "/wechatd.yaml"
            try "accounts: [{path: /a%20b, app_id: wx1, token: abc, mode: plaintext}]"
                .write(toFile: file, atomically: true, encoding: .utf8)
            let url = "http://127.0.0.1:1/a%20b"
            let command = try Command("push", "text", "--print-url", "--to", url, "--config", file)
            #expect(try command.status() == 0)
            #expect(command.output.hasPrefix(url + "?signature="))
        }
    }

    @Test func nobodyAnswersAnUnreachableAddress() throws {
        let url = try ServeProcess.with { $0.url }
        let command = try Command("push", "text", "--to", url, "--token", "abc")
        #expect(try command.status() == 1)
        #expect(command.output.hasPrefix("status: none: "))
    }

    @Test(arguments: [
        "--count 0", "--concurrency 0", "--concurrency 1025", "--set Content", "--set =a", "--set 'a b=c'",
    ])
    func wrongArgumentsAreRefused(_ arguments: String) throws {
        let command = try Command(
            shell: "\(Command.wechatd) push text --to http://127.0.0.1:1/ --token abc \(arguments)")
        #expect(try command.status() == 64)
        #expect(command.error.hasPrefix("Error: --"))
    }
}
