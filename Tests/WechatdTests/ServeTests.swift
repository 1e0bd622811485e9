import Foundation
import TestSupport
import Testing

@Suite struct ServeTests {
    @Test func linesThatItSaysItCanBeTriedWithWork() throws {
        try ServeProcess.with { server in
            #expect(server.lines.count == 2)
            let push = try Command(shell: server.lines[0])
            #expect(try push.status() == 0)
            #expect(push.output.contains("status: 200\n"))
            #expect(push.output.contains("user:   你好，我想查一下快递🚚到哪里了\n"))
            let curl = try Command(shell: server.lines[1])
            #expect(try curl.status() == 0, "\(server.lines[1]): \(curl.error)")
            #expect(curl.output.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(curl.output.hasSuffix("\r\n\r\nhello"))
        }
    }

    @Test(arguments: [
        ServeProcess.account("/a", mode: "safe", "format: json"), ServeProcess.account("/b", mode: "compatible", ""),
        ServeProcess.account("/c/$APPID$/d", mode: "safe", "type: third_party_platform"),
        "{path: /e, app_id: wx1, cloud_hosting: true}",
    ])
    func linesWorkForEveryKindOfAccount(_ account: String) throws {
        try ServeProcess.with(accounts: account) { server in
            let push = try Command(shell: server.lines[0])
            #expect(try push.status() == 0, "\(push.error)")
            #expect(push.output.contains("user:   你好，我想查一下快递🚚到哪里了\n"))
            let curl = try Command(shell: server.lines[1])
            #expect(try curl.status() == 0, "\(server.lines[1]): \(curl.error)")
            #expect(curl.output.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func linesForAUnixSocketWork() throws {
        try withTemporaryDirectory { directory in
            try ServeProcess.with(listen: "unix:\(directory)/a-socket") { server in
                for line in server.lines {
                    let command = try Command(shell: line)
                    #expect(try command.status() == 0, "\(line): \(command.error)")
                }
            }
        }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func signalStopsIt(_ signal: Int32) throws {
        try ServeProcess.with { server in
            let client = try server.client()
            #expect(try client.post(WeChatRequest.target(), WeChatRequest.text("a")).text == "a")
            server.command.signal(signal)
            #expect(try client.rest() == "")
            #expect(try server.command.status() == 0)
            #expect(server.command.error.contains("stopping: no new connections"))
        }
    }

    @Test func pushThatIsBeingSentIsAnsweredBeforeTheEnd() throws {
        try ServeProcess.with { server in
            let client = try server.client()
            let request = TestClient.request(WeChatRequest.target(), WeChatRequest.text("slow"))
            #expect(try client.post(WeChatRequest.target(), WeChatRequest.text("a")).text == "a")
            client.send(String(request.dropLast(10)))
            // What it writes says that the half request has been read: both are on one loop or it has nothing to do.
            server.command.signal(SIGTERM)
            try eventually("the stop") { server.command.error.contains("stopping") }
            client.send(String(request.suffix(10)))
            let answer = try client.answer()
            #expect(answer.text == "slow")
            #expect(answer.head.contains("Connection: close"))
            #expect(try server.command.status() == 0)
        }
    }

    @Test func secondSignalEndsItAtOnce() throws {
        try ServeProcess.with { server in
            let client = try server.client()
            #expect(try client.post(WeChatRequest.target(), WeChatRequest.text("a")).text == "a")
            client.send("POST ")
            server.command.signal(SIGTERM)
            try eventually("the stop") { server.command.error.contains("stopping") }
            server.command.signal(SIGTERM)
            #expect(try server.command.status() == 1)
        }
    }

    @Test(arguments: ["2>&-", "2>/dev/full", "<&- 2>&-"])
    func withoutALogItServes(_ redirection: String) throws {
        try ServeProcess.with(redirection: redirection) { server in
            for _ in 0..<3 {
                let answer = try server.client().post(WeChatRequest.target(), WeChatRequest.text("a"))
                #expect(answer.text == "a")
                #expect(!answer.body.contains("outcome"))
            }
            server.command.signal(SIGTERM)
            #expect(try server.command.status() == 0)
        }
    }

    @Test func withALogThatNobodyReadsAnyMoreItServes() throws {
        try withTemporaryDirectory { directory in
            let text = "accounts: [{path: /wechat, app_id: wx1, token: exampleTokenChangeMe}]"
            try text.write(toFile: directory + "/a.yaml", atomically: true, encoding: .utf8)
            // The warning of the token is written before the server begins to serve.
            let serve = try Command(
                shell: "mkfifo pipe; true <pipe & exec \(Command.wechatd) serve --config \(directory)/a.yaml 2>pipe",
                environment: ["WECHATD_LISTEN": "127.0.0.1:0", "WECHATD_ADMIN": "off"])
            try eventually("the greeting") { serve.output.split(separator: "\n").count == 3 }
            let address = String(serve.output.split(whereSeparator: \.isWhitespace)[3])
            let target = WeChatRequest.target(token: "exampleTokenChangeMe")
            #expect(try TestClient(address).post(target, WeChatRequest.text("a")).text == "a")
            serve.signal(SIGTERM)
            #expect(try serve.status() == 0)
        }
    }

    @Test func wrongConfigurationIsRefused() throws {
        let serve = try Command("serve", "--config", "/none.yaml")
        #expect(try serve.status() == 78)
        #expect(serve.error == "/none.yaml: expected a readable file, found none\n")
        #expect(serve.output.isEmpty)
    }

    @Test func addressInUseIsRefused() throws {
        try ServeProcess.with { server in
            let second = try Command(
                "serve", "--config", server.configuration, environment: ["WECHATD_LISTEN": server.address])
            #expect(try second.status() == 69)
            #expect(second.error == "cannot listen on \(server.address): Address already in use\n")
        }
    }

    @Test func exampleTokenIsWarnedOf() throws {
        try withTemporaryDirectory { directory in
            let text = "accounts: [{path: /wechat, app_id: wx1, token: exampleTokenChangeMe}]"
            try text.write(toFile: directory + "/a.yaml", atomically: true, encoding: .utf8)
            let environment = ["WECHATD_LISTEN": "127.0.0.1:0", "WECHATD_ADMIN": "off"]
            let serve = try Command("serve", "--config", directory + "/a.yaml", environment: environment)
            try eventually("the warning") { serve.error.contains("the token is the example's") }
            serve.signal(SIGKILL)
            #expect(try serve.status() == -SIGKILL)
            #expect(!(serve.error + serve.output).contains("exampleTokenChangeMe"))
        }
    }
}
