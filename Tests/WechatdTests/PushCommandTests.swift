import Foundation
import TestSupport
import Testing

@testable import wechatd

@Suite struct PushCommandTests {
    /// What `push` prints about a push to the server, and its exit status.
    private func push(_ server: ServeProcess, _ arguments: String) throws -> (output: String, status: Int32) {
        let command = try Command(
            shell: "\(Command.wechatd) push --to \(server.url) --config \"$CONFIGURATION\" \(arguments) 2>&1",
            environment: ["CONFIGURATION": server.configuration])
        let status = try command.status()
        return (command.output, status)
    }

    /// The line of what the user sees.
    private func seen(_ output: String) -> String? {
        output.range(of: "user:   ", options: .literal).map { String(output[$0.upperBound...].dropLast()) }
    }

    @Test func everyKindIsAccepted() throws {
        try ServeProcess.with { server in
            for kind in PushTemplates.fields.map(\.kind) {
                let (output, status) = try push(server, kind)
                #expect(status == 0, "\(kind): \(output)")
                let reply =
                    switch kind {
                    case "text": "你好，我想查一下快递🚚到哪里了"
                    case "subscribe": "欢迎关注！你来自：123"
                    case "CLICK": "V1001_TODAY"
                    case "scancode_waitmsg": "CODE_128,6954767423579"
                    default: "(nothing: success)"
                    }
                #expect(seen(output) == reply, "\(kind)")
                try eventually("the line about \(kind)") {
                    server.command.error.contains("\"kind\":\"\(kind)\",")
                }
            }
            #expect(!server.command.error.contains("warning"))
        }
    }

    @Test func fieldIsSetToAnyText() throws {
        try ServeProcess.with { server in
            for text in ["a ]]> b", "<![CDATA[a]]>", "</xml>", "a=b", "=", "12", "\u{301}a", "</Content>", "<Content>"]
            {
                let (output, status) = try push(server, "text --set 'Content=\(text)'")
                #expect(status == 0, "\(output)")
                #expect(seen(output) == text)
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
                #expect(output.contains("none.xml: expected a kind or a readable file"))
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
