import Foundation
import TestSupport
import Testing

@Suite struct PushAsWeChatTests {
    /// What `push --as-wechat` prints about a push to the server, and its exit status. It never waits for long.
    private func push(
        _ server: ScriptedServer, _ kind: String = "text", _ arguments: String = ""
    ) throws -> (lines: [String], status: Int32) {
        let command = try Command(
            shell: """
                \(Command.wechatd) push \(kind) --as-wechat --to http://\(server.address)/x --token \(WeChatRequest.token) \
                \(arguments)
                """)
        let status = try command.status()
        #expect(command.error == "")
        // A delivery's time differs.
        let lines = command.output.split(separator: "\n").map { line in
            line.hasPrefix("delivery") ? line.replacing(/[0-9.]+ ms/, with: "… ms") : line
        }
        return (lines.map(String.init), status)
    }

    private func target(_ request: String) -> Substring? { request.split(separator: " ").dropFirst().first }

    private func body(_ request: String) -> String? { request.components(separatedBy: "\r\n\r\n").last }

    private static let toast = "user:   该公众号提供的服务出现故障，请稍后再试"

    @Test func answeredPushIsDeliveredOnce() throws {
        try ScriptedServer.with(ScriptedServer.answer("200 OK", "success")) { server in
            let (lines, status) = try push(server)
            #expect(lines == ["delivery 1: … ms, status 200", "user:   (nothing: success)"])
            #expect(status == 0)
            #expect(server.requests.count == 1)
        }
    }

    @Test func whatIsNotAnsweredIsDeliveredAgain() throws {
        try ScriptedServer.with("", "", ScriptedServer.answer("200 OK")) { server in
            let (lines, status) = try push(server)
            #expect(
                lines == [
                    "delivery 1: … ms, none: Server returned nothing (no headers, no data)",
                    "delivery 2: … ms, none: Server returned nothing (no headers, no data)",
                    "delivery 3: … ms, status 200", "user:   (nothing: empty body)",
                ])
            #expect(status == 0)
        }
    }

    @Test func itHangsUpOnWhoeverIsSilent() throws {
        try ScriptedServer.with { server in
            let (lines, status) = try push(server, "text", "--patience 0.05")
            let hangUps = (1...3).map { "delivery \($0): … ms, none: Timeout was reached" }
            #expect(lines == hangUps + [Self.toast + "  (no answer to 3 deliveries)"])
            #expect(status == 1)
        }
    }

    @Test func userOfNoticesSeesNothing() throws {
        try ScriptedServer.with("", "", "") { server in
            let (lines, status) = try push(server, "kf_create_session")
            #expect(lines.last == "user:   (not accepted: no answer to 3 deliveries)")
            #expect(status == 1)
        }
    }

    @Test func otherStatusIsNoAnswer() throws {
        let answers = ["500 Oh", "302 Found"].map { ScriptedServer.answer($0) }
        try ScriptedServer.with(answers[0], answers[1], ScriptedServer.answer("200 OK", "oops")) { server in
            let (lines, status) = try push(server)
            #expect(
                lines == [
                    "delivery 1: … ms, status 500", "delivery 2: … ms, status 302", "delivery 3: … ms, status 200",
                    Self.toast + "  (neither success nor XML nor JSON)",
                ])
            #expect(status == 1)
            #expect(server.requests.count == 3)
        }
    }

    @Test func retryIsTheSamePushSignedAnew() throws {
        let broken = ScriptedServer.answer("503 Oh")
        try ScriptedServer.with(broken, broken, broken) { server in
            _ = try push(server)
            #expect(Set(server.requests.map(target)).count == 3)
            #expect(Set(server.requests.map(body)).count == 1)
        }
        try ScriptedServer.with(broken, broken, broken) { server in
            _ = try push(server, "text", "--mode safe --key \(SealedPush.key) --app-id wx1")
            #expect(Set(server.requests.map(target)).count == 3)
            #expect(Set(server.requests.map(body)).count == 3, "each is sealed with bytes of its own")
        }
    }

    @Test(arguments: ["", "--mode safe --key \(SealedPush.key) --app-id wx1"])
    func retryWithTheSameNonceIsTheSameRequest(_ mode: String) throws {
        let broken = ScriptedServer.answer("503 Oh")
        try ScriptedServer.with(broken, broken, broken) { server in
            _ = try push(server, "text", "--same-nonce \(mode)")
            #expect(server.requests.count == 3)
            #expect(Set(server.requests).count == 1)
        }
    }

    @Test func serverAnswersTheFirstDelivery() throws {
        try ServeProcess.with { server in
            let command = try Command(
                "push", "text", "--set", "Content=hello", "--to", server.url, "--config", server.configuration,
                "--as-wechat")
            #expect(try command.status() == 0)
            #expect(command.output.hasPrefix("delivery 1: "))
            #expect(command.output.hasSuffix(" ms, status 200\nuser:   hello\n"))
        }
    }

    @Test(arguments: ["--same-nonce", "--patience 1", "--as-wechat --patience 0", "--as-wechat --count 2"])
    func wrongArgumentsAreRefused(_ arguments: String) throws {
        let command = try Command(
            shell: "\(Command.wechatd) push text --to http://127.0.0.1:1/ --token abc \(arguments)")
        #expect(try command.status() == 64)
        #expect(command.error.hasPrefix("Error: --"))
    }
}
