import Bytes
import Testing

@testable import Networking

@Suite struct HTTPExchangeResetTests {
    @Test func connectionBreaksInPlaceOfAnAnswer() throws {
        let answer: TestHandler.Answer = { request, exchange, _ in
            if request.path.equals("/reset") { exchange.reset() } else { exchange.respond("answered") }
            #expect(!exchange.isOpen)
        }
        try TestServer.with(.quick, answer) { server in
            let client = try TestClient(server)
            client.get("/")
            #expect(client.answer()?.body == "answered")
            client.send("GET /reset HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer() == nil)
            eventually("no connection") { server.count.value == 0 }
            #expect(server.handler.paths == ["/", "/reset"])
        }
    }

    @Test func answeredExchangeIsNotReset() throws {
        let answer: TestHandler.Answer = { _, exchange, _ in
            exchange.respond("answered")
            exchange.reset()
        }
        try TestServer.with(.quick, answer) { server in
            let client = try TestClient(server)
            for _ in 0..<2 {
                client.get("/")
                #expect(client.answer()?.body == "answered")
            }
        }
    }

    @Test func exchangeIsResetLater() throws {
        try TestServer.with(.quick, TestHandler.holding) { server in
            let client = try TestClient(server)
            client.get("/")
            let held = server.takeHeld(1)[0]
            server.perform { held.reset() }
            #expect(client.answer() == nil)
            server.perform { held.respond("too late") }
            eventually("no connection") { server.count.value == 0 }
        }
    }
}
