import Bytes
import Testing

@testable import Networking

@Suite struct HTTPExchangeTests {
    @Test func onlyTheFirstAnswerIsSent() throws {
        let answer: TestHandler.Answer = { request, exchange, _ in
            #expect(exchange.isOpen)
            exchange.respond("first")
            #expect(!exchange.isOpen)
            exchange.respond("second")
        }
        try TestServer.with(.quick, answer) { server in
            let client = try TestClient(server)
            client.get("/", "Connection: close\r\n")
            #expect(client.answer()?.body == "first")
            #expect(client.rest() == "")
        }
    }

    @Test func oldExchangeCannotAnswerTheNextRequest() throws {
        try TestServer.with(.quick, TestHandler.holding) { server in
            let client = try TestClient(server)
            client.get("/")
            let old = server.takeHeld(1)[0]
            server.perform { old.respond("first") }
            #expect(client.answer()?.body == "first")
            client.get("/")
            let new = server.takeHeld(1)[0]
            server.perform {
                old.respond("stale")
                #expect(new.isOpen)
                new.respond("second")
            }
            #expect(client.answer()?.body == "second")
        }
    }

    @Test func exchangeExpires() throws {
        let answer: TestHandler.Answer = { _, exchange, _ in
            exchange.expire(at: .now() + 50) { exchange.respond("expired") }
        }
        try TestServer.with(.quick, answer) { server in
            let client = try TestClient(server)
            client.get("/")
            #expect(client.answer()?.body == "expired")
            client.get("/")
            #expect(client.answer()?.body == "expired")
        }
    }

    @Test func answeredExchangeDoesNotExpire() throws {
        let answer: TestHandler.Answer = { request, exchange, _ in
            if request.path.equals("/now") {
                exchange.expire(at: .now()) { Issue.record("the exchange was answered") }
                exchange.respond("answered")
            } else {
                exchange.expire(at: .now() + 50) { exchange.respond("expired") }
            }
        }
        try TestServer.with(.quick, answer) { server in
            let client = try TestClient(server)
            client.get("/now")
            #expect(client.answer()?.body == "answered")
            client.get("/wait")
            #expect(client.answer()?.body == "expired")
        }
    }

    @Test func exchangesOfTwoConnectionsMayBeAnsweredInOneTurn() throws {
        let answer: TestHandler.Answer = { request, exchange, handler in
            guard request.path.equals("/both") else { return TestHandler.echoNowOrLater(request, exchange, handler) }
            exchange.respond("own")
            for held in handler.takeHeld() { held.respond("late") }
        }
        try TestServer.with(.quick, answer) { server in
            let one = try TestClient(server)
            one.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            eventually("the first request") { server.handler.paths == ["/later"] }
            let other = try TestClient(server)
            other.send(["/a", "/both", "/b"].map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            #expect(one.answer()?.body == "late")
            #expect(one.answer()?.body == "/next")
            #expect(other.answer()?.body == "/a")
            #expect(other.answer()?.body == "own")
            #expect(other.answer()?.body == "/b")
        }
    }
}
