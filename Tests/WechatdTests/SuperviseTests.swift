import Foundation
import TestSupport
import Testing

@Suite struct SuperviseTests {
    @Test func killedServerIsBackOnTheSameAddresses() throws {
        try ServeProcess.with(options: "--supervise") { server in
            let first = try server.child()
            let client = try server.client()
            kill(first, SIGKILL)
            // In the socket's queue, if there is no server by now.
            let waiting = try server.client()
            #expect(try waiting.post(WeChatRequest.target(), WeChatRequest.text("a")).text == "a")
            #expect(try server.child() != first)
            #expect(try TestClient(server.admin).get("/metrics").body.contains("\nwechatd_restarts_total 1\n"))
            #expect(server.command.error.contains("\"again_in_ms\":\"0\""))
            #expect(server.command.error.contains("\"signal\":\"Killed\""))
            // It greets once.
            #expect(server.command.output.split(separator: "\n").count == 3)
            client.close()
        }
    }

    @Test func unixSocketIsKept() throws {
        try withTemporaryDirectory { directory in
            try ServeProcess.with(listen: "unix:\(directory)/socket", options: "--supervise") { server in
                for _ in 0..<2 {
                    kill(try server.child(), SIGKILL)
                    #expect(try server.client().post(WeChatRequest.target(), WeChatRequest.text("a")).text == "a")
                }
            }
        }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func signalStopsBoth(_ signal: Int32) throws {
        try ServeProcess.with(options: "--supervise") { server in
            let child = try server.child()
            let client = try server.client()
            #expect(try client.post(WeChatRequest.target(), WeChatRequest.text("a")).text == "a")
            server.command.signal(signal)
            #expect(try client.rest() == "")
            #expect(try server.command.status() == 0)
            #expect(kill(child, 0) != 0)
            #expect(throws: TestClient.Failure.self) { try server.client() }
        }
    }

    @Test func signalToAllOfThemIsOne() throws {
        try ServeProcess.with(options: "--supervise") { server in
            let client = try server.client()
            let request = TestClient.request(WeChatRequest.target(), WeChatRequest.text("slow"))
            client.send(String(request.dropLast(10)))
            kill(try server.child(), SIGTERM)
            try eventually("the stop") { server.command.error.contains("stopping") }
            server.command.signal(SIGTERM)
            client.send(String(request.suffix(10)))
            #expect(try client.answer().text == "slow")
            #expect(try server.command.status() == 0)
        }
    }

    @Test func secondSignalEndsThemAtOnce() throws {
        try ServeProcess.with(options: "--supervise") { server in
            let client = try server.client()
            #expect(try client.post(WeChatRequest.target(), WeChatRequest.text("a")).text == "a")
            client.send("POST ")
            server.command.signal(SIGTERM)
            try eventually("the stop") { server.command.error.contains("stopping") }
            server.command.signal(SIGTERM)
            #expect(try server.command.status() == 128 + SIGKILL)
        }
    }

    @Test func serverThatDoesNotStopIsKilled() throws {
        try ServeProcess.with(options: "--supervise") { server in
            kill(try server.child(), SIGSTOP)
            server.command.signal(SIGTERM)
            #expect(try server.command.status() == 128 + SIGKILL)
            #expect(server.command.error.contains("the server does not stop, and is killed"))
        }
    }

    @Test func serverDoesNotOutliveItsSupervisor() throws {
        try ServeProcess.with(options: "--supervise") { server in
            let client = try server.client()
            server.command.signal(SIGKILL)
            #expect(try server.command.status() == -SIGKILL)
            // Its end is an end of its connections, also where nobody reaps it.
            #expect(try client.rest() == "")
            try eventually("the end of the listener") { (try? server.client()) == nil }
        }
    }

    @Test func stoppedServerIsNotStartedAgain() throws {
        try ServeProcess.with(options: "--supervise") { server in
            kill(try server.child(), SIGTERM)
            #expect(try server.command.status() == 0)
        }
    }

    @Test func configurationThatHasBecomeWrongEndsIt() throws {
        try ServeProcess.with(options: "--supervise") { server in
            try "accounts: 1".write(toFile: server.configuration, atomically: true, encoding: .utf8)
            kill(try server.child(), SIGKILL)
            #expect(try server.command.status() == 78)
        }
    }

    @Test func addressInUseIsRefused() throws {
        try ServeProcess.with { server in
            let second = try Command(
                "serve", "--supervise", "--config", server.configuration,
                environment: ["WECHATD_LISTEN": server.address])
            #expect(try second.status() == 69)
            #expect(second.error == "cannot listen on \(server.address): Address already in use\n")
        }
    }

    @Test func wordsOfAnotherSupervisorAreRefused() throws {
        try ServeProcess.with { server in
            let other = try Command(
                "serve", "--supervise", "--config", server.configuration,
                environment: ["WECHATD_SUPERVISED": "1:0:3:"])
            #expect(try other.status() == 69)
            #expect(other.error == "the supervisor has ended\n")
        }
    }
}

extension ServeProcess {
    /// The supervised process, as the kernel knows it.
    func child() throws -> pid_t {
        let path = "/proc/\(command.identifier)/task/\(command.identifier)/children"
        return try eventualValue("a child") {
            try pid_t(String(contentsOfFile: path, encoding: .utf8).split(separator: " ").first ?? "")
        }
    }
}
