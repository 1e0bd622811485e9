import Testing

@testable import Networking

@Suite struct HTTPExchangeGoneTests {
    /// Holds a request, and says that it is gone by raising the flag.
    private func with(_ body: (TestServer, TestClient, HTTPExchange, Flag) throws -> Void) throws {
        try TestServer.with(.quick, TestHandler.holding) { server in
            let client = try TestClient(server)
            client.get("/")
            let exchange = server.takeHeld(1)[0]
            let isGone = Flag()
            server.perform { exchange.whenGone { isGone.raise() } }
            try body(server, client, exchange, isGone)
        }
    }

    @Test func hangingUpIsTold() throws {
        try with { server, client, exchange, isGone in
            server.perform { #expect(exchange.isAwaited) }
            client.close()
            isGone.wait()
            server.perform {
                #expect(!exchange.isAwaited)
                exchange.respond("to nobody")
            }
        }
    }

    @Test func whatHasHappenedBeforeIsTold() throws {
        try with { server, client, exchange, isGone in
            client.finishSending()
            isGone.wait()
            // It may still read.
            let isKnown = Flag()
            server.perform {
                #expect(exchange.isOpen && !exchange.isAwaited)
                exchange.whenGone { isKnown.raise() }
                #expect(isKnown.isRaised)
                exchange.respond("a")
            }
            #expect(client.answer()?.body == "a")
        }
    }

    @Test func whoHasAnAnswerMayHangUp() throws {
        try with { server, client, exchange, isGone in
            server.perform { exchange.respond("a") }
            #expect(client.answer()?.body == "a")
            client.close()
            eventually("no connection") { server.count.value == 0 }
            #expect(!isGone.isRaised)
        }
    }
}
