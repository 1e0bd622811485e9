import Testing

import Bytes
@testable import Networking

/// Answers that a client does not take at once.
@Suite struct HTTPConnectionOutputTests {
    /// More than the kernel keeps for a socket.
    private static let size = 12 * 1_024 * 1_024

    @Test func answerLargerThanTheSocketsBufferArrivesWhole() throws {
        try TestServer.with(.quick, Self.large) { server in
            let client = try TestClient(server)
            client.get("/large")
            client.get("/b")
            #expect(client.answer()?.body == RefusedRequest.text(Self.size))
            #expect(client.answer()?.body == "/b")
            client.get("/c")
            #expect(client.answer()?.body == "/c")
        }
    }

    @Test func largeLastAnswerArrivesWhole() throws {
        try TestServer.with(.quick, Self.large) { server in
            let client = try TestClient(server)
            client.get("/large", "Connection: close\r\n")
            client.finishSending()
            #expect(client.answer()?.body.utf8.count == Self.size)
            #expect(client.rest() == "")
        }
    }

    @Test func requestsBehindALargeAnswerWaitForIt() throws {
        try TestServer.with(.quick, Self.large) { server in
            let client = try TestClient(server, receiveBuffer: 4_096)
            client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
            eventually("the large answer") { server.handler.paths == ["/large"] }
            client.get("/later")
            client.get("/b")
            server.perform {}
            #expect(server.handler.paths == ["/large"])
            #expect(client.answer()?.body.utf8.count == Self.size)
            let exchange = server.takeHeld(1)[0]
            server.perform { exchange.respond("late") }
            #expect(client.answer()?.body == "late")
            #expect(client.answer()?.body == "/b")
        }
    }

    @Test func answerThatOnlyTheKernelTookHasADeadline() throws {
        let answer: TestHandler.Answer = { _, exchange, _ in exchange.respond(RefusedRequest.text(60_000)) }
        try TestServer.with(.limits { $0.writeTime = 200 }, answer) { server in
            let client = try TestClient(server, receiveBuffer: 4_096)
            client.get("/")
            eventually("the request") { server.handler.paths.count == 1 }
            eventually("the end") { server.count.value == 0 }
            client.close()
        }
    }

    @Test func lateAnswersStayBehindUnsentOnes() throws {
        let answer: TestHandler.Answer = { request, exchange, handler in
            if request.path.equals("/now") {
                exchange.respond(RefusedRequest.text(60_000))
            } else {
                handler.hold(exchange)
            }
        }
        try TestServer.with(.quick, answer) { server in
            let client = try TestClient(server, receiveBuffer: 4_096)
            let pair = "GET /now HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"
            client.send(RefusedRequest.text(200, pair))
            var answered = 0
            func answerHeld() {
                let held = server.handler.takeHeld()
                answered += held.count
                server.perform { for exchange in held { exchange.respond("late") } }
            }
            // A pair is served when the one before it is answered, until the client's buffers are full.
            eventually("the server to wait for the client") {
                answerHeld()
                return server.handler.paths.count <= 2 * answered && answered > 0
            }
            #expect(answered < 200)
            for _ in 0..<200 {
                #expect(client.answer()?.body.utf8.count == 60_000)
                answerHeld()
                #expect(client.answer()?.body == "late")
            }
        }
    }

    @Test func answersAreNotMadeAheadOfAClientThatDoesNotRead() throws {
        let answer: TestHandler.Answer = { _, exchange, _ in exchange.respond(RefusedRequest.text(100_000)) }
        try TestServer.with(.quick, answer) { server in
            let client = try TestClient(server, receiveBuffer: 4_096)
            client.send((0..<400).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            eventually("the first request") { !server.handler.paths.isEmpty }
            server.perform {}
            #expect(server.handler.paths.count < 100)
            for _ in 0..<400 { #expect(client.answer()?.body.utf8.count == 100_000) }
            #expect(server.handler.paths == (0..<400).map { "/\($0)" })
        }
    }

    @Test func clientMayGoWhileItsAnswerIsSent() throws {
        try TestServer.with(.quick, Self.large) { server in
            let client = try TestClient(server, receiveBuffer: 4_096)
            client.get("/large")
            eventually("the beginning of the answer") { client.read(1) }
            client.reset()
            eventually("the connection to be closed") { server.count.value == 0 }
        }
    }

    @Test func clientThatIsGoneGetsNoAnswer() throws {
        try TestServer.with(.quick, TestHandler.echo) { server in
            let client = try TestClient(server)
            let isBlocked = Flag()
            let mayGoOn = Flag()
            server.loop.execute {
                isBlocked.raise()
                mayGoOn.wait()
            }
            isBlocked.wait()
            client.get("/a")
            client.get("/b")
            client.close()
            mayGoOn.raise()
            eventually("the requests") { server.handler.paths == ["/a", "/b"] }
            eventually("the connection to be closed") { server.count.value == 0 }
        }
    }

    @Test func clientThatNeverReadsIsClosed() throws {
        try TestServer.with(.limits { $0.writeTime = 100 }, Self.large) { server in
            let client = try TestClient(server, receiveBuffer: 4_096)
            client.get("/large")
            eventually("the request") { server.handler.paths == ["/large"] }
            eventually("the connection to be closed") { server.count.value == 0 }
            #expect(client.answer() == nil)
        }
    }

    @Test func readingSlowlyDoesNotMoveTheDeadline() throws {
        try TestServer.with(.limits { $0.writeTime = 200 }, Self.large) { server in
            let client = try TestClient(server, receiveBuffer: 4_096)
            client.get("/large")
            eventually("the connection to be closed") { !client.read(1_024) || server.count.value == 0 }
            #expect(client.answer() == nil)
        }
    }

    /// Answers `/large` with many bytes, keeps `/later`, and echoes the others.
    private static let large: TestHandler.Answer = { request, exchange, handler in
        guard request.path.equals("/large") else { return TestHandler.echoNowOrLater(request, exchange, handler) }
        exchange.respond(RefusedRequest.text(size))
    }
}
