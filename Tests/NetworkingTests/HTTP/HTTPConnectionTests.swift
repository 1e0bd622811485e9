import Testing

@testable import Networking

@Suite struct HTTPConnectionTests {
    @Test func answerIsWhatTheHandlerGave() throws {
        let echo: TestHandler.Answer = { request, exchange, _ in exchange.respond(HTTPResponse(.xml, request.body)) }
        try TestServer.with(.quick, echo) { server in
            let client = try TestClient(server)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n<xml/>")
            let answer = try #require(client.answer())
            #expect(answer.head.hasPrefix("HTTP/1.1 200 OK\r\nDate: "))
            #expect(answer.head.contains("\r\nContent-Type: text/xml; charset=utf-8\r\n"))
            #expect(answer.body == "<xml/>")
            #expect(!answer.closes)
        }
    }

    @Test func connectionIsKeptAlive() throws {
        try TestServer.with { server in
            let client = try TestClient(server)
            for number in 0..<20 {
                client.get("/\(number)")
                #expect(client.answer()?.body == "/\(number)")
            }
            #expect(server.count.value == 1)
        }
    }

    @Test(arguments: ["GET / HTTP/1.1\r\nHost: a\r\nConnection: x, close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"])
    func lastRequestIsAnsweredWithClose(_ request: String) throws {
        try TestServer.with { server in
            let client = try TestClient(server)
            client.send(request + request)
            #expect(client.answer()?.closes == true)
            #expect(client.rest() == "")
            #expect(server.handler.paths == ["/"])
        }
    }

    @Test func requestsOfAConnectionAreLimited() throws {
        try TestServer.with(.limits { ($0.lingerTime, $0.requestsPerConnection) = (50, 3) }) { server in
            let client = try TestClient(server)
            client.get("/1")
            #expect(client.answer()?.closes == false)
            client.send((2...4).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            #expect(client.answer()?.closes == false)
            #expect(client.answer()?.closes == true)
            #expect(client.rest() == "")
            #expect(server.handler.paths == ["/1", "/2", "/3"])
        }
    }

    @Test func requestMayComeInPieces() throws {
        let echo: TestHandler.Answer = { request, exchange, _ in exchange.respond(HTTPResponse(.text, request.body)) }
        try TestServer.with(.quick, echo) { server in
            let client = try TestClient(server)
            let text = RefusedRequest.text(65_536)
            client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n")
            client.send(text)
            #expect(client.answer()?.body == text)
            let head = "POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            for byte in (head + "2\r\nab\r\n1;x\r\nc\r\n0\r\n\r\n").utf8 { client.send([byte]) }
            #expect(client.answer()?.body == "abc")
            client.get("/c")
            #expect(client.answer()?.body == "")
            #expect(server.handler.paths == ["/a", "/b", "/c"])
        }
    }

    @Test func clientThatAsksIsToldToContinue() throws {
        try TestServer.with { server in
            let client = try TestClient(server)
            client.send("POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(client.answer()?.head == "HTTP/1.1 100 Continue\r\n\r\n")
            #expect(server.handler.paths == [])
            client.send("a")
            client.send("b")
            #expect(client.answer()?.body == "/a")
            client.send("POST /b HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n")
            #expect(client.answer()?.head == "HTTP/1.1 100 Continue\r\n\r\n")
            client.send("0\r\n\r\n")
            #expect(client.answer()?.body == "/b")
        }
    }

    @Test(arguments: [
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
        "POST / HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na",
    ])
    func clientThatNeedNotWaitIsNotToldToContinue(_ request: String) throws {
        try TestServer.with { server in
            let client = try TestClient(server)
            client.send(request)
            #expect(client.answer()?.status == 200)
            client.finishSending()
            #expect(client.rest() == "")
        }
    }

    @Test func requestWithoutAnEndIsForgotten() throws {
        try TestServer.with { server in
            let client = try TestClient(server)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")
            client.finishSending()
            #expect(client.rest() == "")
            #expect(server.handler.paths == [])
        }
    }

    @Test func closedConnectionIsNotCounted() throws {
        try TestServer.with { server in
            let clients = try (0..<5).map { _ in try TestClient(server) }
            eventually("five connections") { server.count.value == 5 }
            for client in clients { client.close() }
            eventually("no connection") { server.count.value == 0 }
        }
    }
}
