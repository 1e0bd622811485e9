import Bytes
import Testing

@testable import Networking

/// Requests behind one another, and answers that come late.
@Suite struct HTTPConnectionPipelineTests {
    @Test func answersComeInOrder() throws {
        try TestServer.with { server in
            let client = try TestClient(server)
            client.send((0..<300).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for number in 0..<300 { #expect(client.answer()?.body == "/\(number)") }
        }
    }

    @Test func lateAnswersKeepTheOrder() throws {
        try TestServer.with(.quick, TestHandler.echoNowOrLater) { server in
            let client = try TestClient(server)
            let paths = ["/a", "/later/b", "/c", "/later/d", "/later/e", "/f"]
            client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for (path, next) in [("/later/b", 2), ("/later/d", 4), ("/later/e", 5)] {
                let exchange = server.takeHeld(1)[0]
                #expect(server.handler.paths == Array(paths[..<next]))
                server.perform { exchange.respond(path) }
            }
            for path in paths { #expect(client.answer()?.body == path) }
        }
    }

    @Test func requestsThatComeBeforeALateAnswerAreKept() throws {
        try TestServer.with(.quick, TestHandler.echoNowOrLater) { server in
            let client = try TestClient(server)
            client.get("/later")
            let exchange = server.takeHeld(1)[0]
            let body = RefusedRequest.text(60_000)
            client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n\(body)")
            client.get("/b")
            #expect(server.handler.paths == ["/later"])
            server.perform { exchange.respond("late") }
            #expect(client.answer()?.body == "late")
            #expect(client.answer()?.body == "/a")
            #expect(client.answer()?.body == "/b")
        }
    }

    @Test func asyncHandlerGoesOnOnItsLoop() throws {
        let isOnLoop = Flag()
        let pool = BlockingPool(size: 1)
        let answer: TestHandler.Answer = { request, exchange, _ in
            let path = String(decoding: request.path, as: UTF8.self)
            exchange.loop.run {
                await Task.yield()
                await withTaskExecutorPreference(pool) { if !exchange.loop.isCurrent { isOnLoop.raise() } }
                exchange.respond(path)
            }
        }
        try TestServer.with(.quick, answer) { server in
            let client = try TestClient(server)
            client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer()?.body == "/a")
            #expect(client.answer()?.body == "/b")
            #expect(isOnLoop.isRaised)
        }
    }

    @Test func taskThatYieldsDoesNotHoldUpTheOthers() throws {
        let isFree = Flag()
        let answer: TestHandler.Answer = { request, exchange, handler in
            guard request.path.equals("/wait") else {
                isFree.raise()
                return TestHandler.echo(request, exchange, handler)
            }
            exchange.loop.run {
                while !isFree.isRaised { await Task.yield() }
                exchange.respond("free")
            }
        }
        try TestServer.with(.quick, answer) { server in
            let waiting = try TestClient(server)
            waiting.get("/wait")
            let other = try TestClient(server)
            other.get("/go")
            #expect(other.answer()?.body == "/go")
            isFree.raise()
            #expect(waiting.answer()?.body == "free")
        }
    }

    @Test func halfClosedClientGetsItsAnswer() throws {
        try TestServer.with(.quick, TestHandler.echoNowOrLater) { server in
            for path in ["/now", "/later"] {
                let client = try TestClient(server)
                client.get(path)
                client.finishSending()
                if path == "/later" {
                    let exchange = server.takeHeld(1)[0]
                    server.perform { exchange.respond(path) }
                }
                #expect(client.answer()?.body == path)
                #expect(client.rest() == "")
            }
            eventually("no connection") { server.count.value == 0 }
        }
    }

    @Test func answerToAClientThatIsGoneIsIgnored() throws {
        try TestServer.with(.quick, TestHandler.holding) { server in
            let client = try TestClient(server)
            client.get("/")
            let exchange = server.takeHeld(1)[0]
            client.reset()
            eventually("the connection to be closed") { server.count.value == 0 }
            server.perform {
                #expect(!exchange.isOpen)
                exchange.respond("late")
                exchange.expire(at: .now()) { Issue.record("the exchange is closed") }
            }
            let other = try TestClient(server)
            other.get("/")
            let next = server.takeHeld(1)[0]
            server.perform { next.respond("next") }
            #expect(other.answer()?.body == "next")
        }
    }
}
