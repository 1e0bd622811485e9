import Glibc
import Testing

@testable import Networking

/// Deadlines are total: a client that sends a byte now and then does not move them.
@Suite struct HTTPConnectionDeadlineTests {
    @Test func headerHasADeadline() throws {
        try TestServer.with(.limits { $0.headerTime = 50 }) { server in
            let client = try TestClient(server)
            client.send("GET / HTTP/1.1\r\nHost:")
            try Self.expectTimeout(client, server)
        }
    }

    @Test func headerBehindAnAnswerHasADeadline() throws {
        try TestServer.with(.limits { $0.headerTime = 50 }) { server in
            let client = try TestClient(server)
            client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\nG")
            #expect(client.answer()?.body == "/a")
            try Self.expectTimeout(client, server)
        }
    }

    @Test func headerThatTricklesHasTheSameDeadline() throws {
        try TestServer.with(.limits { $0.headerTime = 200 }) { server in
            let client = try TestClient(server)
            Self.trickle("GET / HTTP/1.1\r\nHost: a\r\nA: \(RefusedRequest.text(2_000))\r\n\r\n", client, server)
            try Self.expectTimeout(client, server)
        }
    }

    @Test(arguments: ["Content-Length: 3000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nFFF\r\n"])
    func bodyHasADeadline(_ framing: String) throws {
        try TestServer.with(.limits { $0.bodyTime = 50 }) { server in
            let client = try TestClient(server)
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)a")
            try Self.expectTimeout(client, server)
        }
    }

    @Test(arguments: [
        "Content-Length: 3000\r\n\r\n\(RefusedRequest.text(3_000))",
        "Transfer-Encoding: chunked\r\n\r\n\(RefusedRequest.text(500, "1\r\nx\r\n"))0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\(RefusedRequest.text(50, "Trailer: \(RefusedRequest.text(50))\r\n"))\r\n",
    ])
    func bodyThatTricklesHasTheSameDeadline(_ body: String) throws {
        try TestServer.with(.limits { $0.bodyTime = 200 }) { server in
            let client = try TestClient(server)
            Self.trickle("POST / HTTP/1.1\r\nHost: a\r\n\(body)", client, server)
            try Self.expectTimeout(client, server)
        }
    }

    @Test func bodyThatWasAskedForHasADeadline() throws {
        try TestServer.with(.limits { $0.bodyTime = 50 }) { server in
            let client = try TestClient(server)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(client.answer()?.status == 100)
            try Self.expectTimeout(client, server)
        }
    }

    @Test func clientThatSendsNothingIsClosedWithoutAnAnswer() throws {
        try TestServer.with(.limits { $0.headerTime = 50 }) { server in
            let client = try TestClient(server)
            #expect(client.rest() == "")
            #expect(server.handler.errors == [])
        }
    }

    @Test func idleConnectionIsClosedWithoutAnAnswer() throws {
        try TestServer.with(.limits { $0.idleTime = 50 }) { server in
            let client = try TestClient(server)
            client.get("/a")
            #expect(client.answer()?.body == "/a")
            #expect(client.rest() == "")
            #expect(server.handler.errors == [])
        }
    }

    @Test func connectionIsIdleAfterALateAnswer() throws {
        try TestServer.with(.limits { $0.idleTime = 50 }, TestHandler.holding) { server in
            let client = try TestClient(server)
            client.get("/a")
            let exchange = server.takeHeld(1)[0]
            server.perform { exchange.respond("late") }
            #expect(client.answer()?.body == "late")
            #expect(client.rest() == "")
        }
    }

    @Test func timeOfAHandlerIsNotTheClients() throws {
        let limits = HTTPLimits.limits {
            ($0.headerTime, $0.bodyTime, $0.idleTime, $0.writeTime) = (50, 50, 50, 50)
        }
        let answer: TestHandler.Answer = { _, exchange, _ in
            exchange.expire(at: .now() + 400) { exchange.respond("late") }
        }
        try TestServer.with(limits, answer) { server in
            let client = try TestClient(server)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\naGET / HTTP/1.1\r\nHo")
            #expect(client.answer()?.body == "late")
            try Self.expectTimeout(client, server)
        }
    }

    @Test func emptyLineIsNoBeginningOfARequest() throws {
        try TestServer.with(.limits { ($0.headerTime, $0.idleTime) = (60_000, 50) }) { server in
            let client = try TestClient(server)
            client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n\r\n")
            #expect(client.answer()?.body == "/a")
            #expect(client.rest() == "")
            #expect(server.handler.errors == [])
        }
    }

    /// Sends a byte every 5 ms until the server has enough of it.
    private static func trickle(_ text: String, _ client: TestClient, _ server: TestServer) {
        for byte in text.utf8 where server.handler.errors.isEmpty {
            client.send([byte])
            usleep(5_000)
        }
    }

    private static func expectTimeout(_ client: TestClient, _ server: TestServer) throws {
        let answer = try #require(client.answer())
        #expect(answer.status == 408)
        #expect(answer.closes)
        #expect(client.rest() == "")
        #expect(server.handler.errors == [.timeout])
    }
}
