import Foundation
import TestSupport
import Testing

@testable import wechatd

@Suite struct PlatformCommandTests {
    /// A running `wechatd platform`.
    private struct Running {
        let command: Command
        let base: String

        func client() throws -> TestClient { try TestClient(String(base.dropFirst("http://".count))) }

        /// The lines about calls.
        var records: [Substring] { Array(command.output.split(separator: "\n").dropFirst(3)) }
    }

    private static let message = #"{"touser":"oUser","msgtype":"text","text":{"content":"你好"}}"#
    private static let send = "/cgi-bin/message/custom/send?access_token="

    private func with(_ arguments: String = "", _ body: (Running) throws -> Void) throws {
        let command = try Command(shell: "exec \(Command.wechatd) platform --listen 127.0.0.1:0 \(arguments)")
        try eventually("the greeting of \(command.error)") { command.output.split(separator: "\n").count == 3 }
        let base = command.output.split(separator: "\n")[0].split(separator: " ")[2].dropLast()
        try body(Running(command: command, base: String(base)))
    }

    private func token(_ client: TestClient) throws -> String {
        let body = #"{"grant_type":"client_credential","appid":"wx1","secret":"s"}"#
        let answer = try client.post("/cgi-bin/stable_token", body).body
        return String(answer.split(separator: "\"")[3])
    }

    @Test func itSaysWhatToConfigure() throws {
        try with { platform in
            #expect(
                platform.command.output == """
                    listens on \(platform.base); for an account in the configuration:
                        app_secret: anyAppSecret
                        api_base: \(platform.base)

                    """)
        }
        try with("--secret s3") { #expect($0.command.output.contains("app_secret: ${WECHATD_APP_SECRET}\n")) }
    }

    @Test func callsAreAnsweredAndRecorded() throws {
        try with { platform in
            let client = try platform.client()
            let answer = try client.post(Self.send + token(client), Self.message)
            #expect(answer.body == #"{"errcode":0,"errmsg":"ok"}"#)
            #expect(answer.head[0] == "HTTP/1.1 200 OK")
            #expect(platform.records.count == 2)
            #expect(platform.records[1].contains("\"sent\":\(Self.message),\"answered\":{\"errcode\":0,"))
            let calls = try client.get("/_calls").body
            #expect(calls == "[\(platform.records.joined(separator: ",\n"))]\n")
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(calls.utf8)) }
        }
    }

    @Test func faultsAreOrderedAtTheStartAndLater() throws {
        try with("--fail send=45015:1 --fail send=503:1 --delay typing=0.1") { platform in
            let client = try platform.client()
            let target = try Self.send + token(client)
            #expect(try client.post(target, Self.message).body.hasPrefix(#"{"errcode":45015,"#))
            #expect(try client.post(target, Self.message).status == 503)
            #expect(try client.post(target, Self.message).body.hasPrefix(#"{"errcode":0,"#))
            #expect(try client.post("/_fail", "send=40001:1&send=500").body == "ok\n")
            #expect(try client.post(target, Self.message).body.hasPrefix(#"{"errcode":40001,"#))
            #expect(try client.post(target, Self.message).status == 500)
            #expect(try client.post("/_fail?send=ok", "").status == 200)
            #expect(try client.post(target, Self.message).body.hasPrefix(#"{"errcode":0,"#))
            #expect(try client.post("/_delay", "send=soon").status == 400)
            #expect(try client.post("/_delay", "send=0.1:1").status == 200)
            #expect(try client.post(target, Self.message).body.hasPrefix(#"{"errcode":0,"#))
            #expect(platform.records.last?.contains("\"seconds\":0.1,") == true)
        }
    }

    @Test func connectionsBreakAndStaySilent() throws {
        try with("--fail send=reset:1 --fail send=silent:1") { platform in
            let broken = try platform.client()
            #expect(throws: TestClient.Failure.self) { try broken.post(Self.send, Self.message) }
            let silent = try platform.client()
            silent.send(TestClient.request(Self.send, Self.message))
            try eventually("the record") { platform.records.last?.hasSuffix("\"answered\":\"silent\"}") == true }
            #expect(try platform.client().post(Self.send, Self.message).body.hasPrefix(#"{"errcode":41001,"#))
        }
    }

    @Test func serverGetsItsTokensThere() throws {
        try with("--app-id wx1 --secret aPpSeCrEt") { platform in
            let account = ServeProcess.account(
                "/wechat", "name: shop, app_secret: aPpSeCrEt, api_base: '\(platform.base)'")
            try ServeProcess.with(accounts: account, environment: ["WECHATD_ADMIN_SECRET": "0123456789abcdef"]) {
                server in
                let client = try TestClient(server.admin)
                client.send(
                    "GET /token?account=shop HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer 0123456789abcdef\r\n\r\n")
                #expect(try client.answer().body.hasPrefix("{\"access_token\":\""))
                #expect(platform.records.count == 1)
                #expect(!platform.command.output.contains("aPpSeCrEt"))
            }
        }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func signalEndsIt(_ signal: Int32) throws {
        try with { platform in
            // An answer says that it watches signals.
            _ = try platform.client().get("/_calls")
            platform.command.signal(signal)
            #expect(try platform.command.status() == 0)
        }
    }

    @Test(arguments: [
        "--listen 0.0.0.0:0", "--listen unix:/a", "--listen here", "--fail send", "--fail send=299", "--delay send=-1",
    ])
    func wrongArgumentsAreRefused(_ arguments: String) throws {
        let command = try Command(shell: "\(Command.wechatd) platform \(arguments)")
        #expect(try command.status() == 64)
        #expect(command.error.hasPrefix("Error: --"))
    }

    @Test func addressInUseIsRefused() throws {
        try with { platform in
            let second = try Command("platform", "--listen", String(platform.base.dropFirst("http://".count)))
            #expect(try second.status() == 69)
            #expect(second.error.contains("Address already in use"))
        }
    }
}
