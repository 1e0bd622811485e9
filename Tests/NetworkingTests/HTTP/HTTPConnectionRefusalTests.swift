import Testing

@testable import Networking

/// Every refusal as a client sees it: one answer, and nothing behind it is ever looked at.
@Suite struct HTTPConnectionRefusalTests {
    @Test(arguments: RefusedRequest.all)
    func refusedRequestEndsItsConnection(_ refused: RefusedRequest) throws {
        try TestServer.with { server in
            let client = try TestClient(server)
            client.send(refused.bytes + Self.next)
            try Self.expectRefusal(client, refused.error.status)
            // And once more to a server that only reads to the end.
            client.send(Self.next)
            client.close()
            eventually("the connection to be closed") { server.count.value == 0 }
            #expect(server.handler.errors == [refused.error])
            #expect(server.handler.paths == [])
        }
    }

    @Test(arguments: RefusedRequest.all)
    func requestsBeforeARefusedOneAreAnswered(_ refused: RefusedRequest) throws {
        try TestServer.with { server in
            let client = try TestClient(server)
            client.send(Array("GET /before HTTP/1.1\r\nHost: a\r\n\r\n".utf8) + refused.bytes + Self.next)
            #expect(client.answer()?.body == "/before")
            try Self.expectRefusal(client, refused.error.status)
            #expect(server.handler.paths == ["/before"])
        }
    }

    @Test func refusalWaitsForALateAnswer() throws {
        try TestServer.with(.quick, TestHandler.echoNowOrLater) { server in
            let client = try TestClient(server)
            client.get("/later")
            client.send(RefusedRequest.fields[0].bytes + Self.next)
            let held = server.takeHeld(1)
            #expect(server.handler.errors == [])
            server.perform { held[0].respond("late") }
            #expect(client.answer()?.body == "late")
            try Self.expectRefusal(client, .badRequest)
            #expect(server.handler.paths == ["/later"])
        }
    }

    @Test func bytesSentAfterARefusalAreNotLookedAt() throws {
        try TestServer.with { server in
            let client = try TestClient(server)
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 27\r\n\r\n")
            #expect(client.answer()?.status == 405)
            client.send(Self.next)
            #expect(client.rest() == "")
            client.close()
            #expect(server.handler.paths == [])
        }
    }

    @Test func clientThatSendsOnIsClosedAfterTheLinger() throws {
        try TestServer.with(.limits { $0.lingerTime = 100 }) { server in
            let client = try TestClient(server)
            client.send("PUT / HTTP/1.1\r\n\r\n")
            #expect(client.answer()?.status == 405)
            eventually("the connection to be closed") { server.count.value == 0 }
        }
    }

    @Test func clientThatSendsMuchIsClosedBeforeTheLingerEnds() throws {
        try TestServer.with(.limits { ($0.lingerTime, $0.lingerBytes) = (60_000, 4_096) }) { server in
            let client = try TestClient(server)
            client.send("PUT / HTTP/1.1\r\n\r\n")
            #expect(client.answer()?.status == 405)
            client.send(RefusedRequest.text(4_096))
            eventually("the connection to be closed") { server.count.value == 0 }
        }
    }

    private static let next = Array("GET /next HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

    private static func expectRefusal(_ client: TestClient, _ status: HTTPStatus) throws {
        let answer = try #require(client.answer())
        #expect(answer.status == Int(status.rawValue))
        #expect(answer.closes)
        #expect(answer.head.contains("\r\nContent-Length: 0\r\n"))
        #expect(client.rest() == "")
    }
}
