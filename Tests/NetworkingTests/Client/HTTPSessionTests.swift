import Testing

@testable import Networking

@Suite struct HTTPSessionTests {
    @Test func answerHasItsStatusAndBody() throws {
        try TestServer.with { server in
            TestSession.with { session in
                let answer = session.send(.init(server, "/hello"))
                #expect(answer.status == 200 && answer.text == "/hello")
            }
        }
    }

    @Test func bodyAndFieldsArrive() throws {
        try TestServer.with(.quick) { request, exchange, _ in
            let type = request.field("content-type").map { String(decoding: $0, as: UTF8.self) } ?? ""
            let expects = request.field("expect") != nil
            exchange.respond("\(request.method) \(type) \(expects) \(String(decoding: request.body, as: UTF8.self))")
        } _: { server in
            TestSession.with { session in
                let body = "{\"content\":\"你好\"}"
                var request = HTTPSession.Request(server, "/", body: body)
                request.fields = ["Content-Type: application/json"]
                #expect(session.send(request).text == "post application/json false \(body)")
                // The same handle serves the next request, which has nothing of the one before.
                #expect(session.send(.init(server, "/")).text == "get  false ")
                let large = String(repeating: "x", count: 60_000)
                #expect(session.send(.init(server, "/", body: large)).text?.count == 60_000 + 45)
            }
        }
    }

    @Test func connectionIsUsedAgain() throws {
        let connections = Record<ObjectIdentifier>()
        try TestServer.with(.quick) { _, exchange, _ in
            connections.append(ObjectIdentifier(exchange.connection))
            exchange.respond("ok")
        } _: { server in
            TestSession.with { session in
                for _ in 0..<20 { #expect(session.send(.init(server, "/", body: "a")).status == 200) }
                #expect(Set(connections.elements).count == 1)
            }
        }
    }

    @Test func manyRequestsRunAtOnce() throws {
        try TestServer.with(.quick, TestHandler.holding) { server in
            TestSession.with { session in
                let record = Record<TestSession.Outcome>()
                for _ in 0..<200 { session.begin(.init(server, "/", body: "a"), record) }
                let held = server.takeHeld(200)
                server.perform { for exchange in held { exchange.respond("ok") } }
                eventually("200 answers") { record.elements.count == 200 }
                #expect(record.elements.allSatisfy { $0.text == "ok" })
            }
        }
    }

    @Test func statusOfAnErrorIsAnAnswer() throws {
        try TestServer.with(.quick) { _, exchange, _ in
            exchange.respond(HTTPResponse(.internalServerError))
        } _: { server in
            TestSession.with { #expect($0.send(.init(server, "/")).status == 500) }
        }
    }

    @Test func closedSessionSendsNothing() throws {
        try TestServer.with { server in
            TestSession.with { session in
                session.close()
                let failure = session.send(.init(server, "/")).failure
                #expect(failure?.reason == .closed && failure?.mayHaveArrived == false)
                #expect(server.handler.paths.isEmpty)
            }
        }
    }

    @Test func closingEndsWhatIsUnderWay() throws {
        try TestServer.with(.quick, TestHandler.holding) { server in
            TestSession.with { session in
                let record = Record<TestSession.Outcome>()
                for _ in 0..<3 { session.begin(.init(server, "/", body: "a"), record) }
                let held = server.takeHeld(3)
                session.close()
                server.perform { for exchange in held { exchange.respond("nobody reads it") } }
                eventually("three ends") { record.elements.count == 3 }
                #expect(record.elements.allSatisfy { $0.failure?.reason == .closed })
                #expect(record.elements.allSatisfy { $0.failure?.mayHaveArrived == true })
            }
        }
    }

    @Test func cancelledTaskEndsItsTransferAlone() throws {
        try TestServer.with(.quick, TestHandler.holding) { server in
            TestSession.with { session in
                let cancelled = Record<TestSession.Outcome>()
                let other = Record<TestSession.Outcome>()
                let task = session.begin(.init(server, "/cancelled"), cancelled)
                session.begin(.init(server, "/other"), other)
                let held = server.takeHeld(2)
                task.cancel()
                eventually("an end") { !cancelled.elements.isEmpty }
                #expect(cancelled.elements.first?.failure?.reason == .cancelled)
                server.perform { for exchange in held { exchange.respond("ok") } }
                eventually("an answer") { !other.elements.isEmpty }
                #expect(other.elements.first?.text == "ok")
                eventually("a closed connection") { server.count.value == 1 }
            }
        }
    }

    @Test func taskThatWasCancelledBeforeGetsNothing() throws {
        try TestServer.with(.quick, TestHandler.holding) { server in
            TestSession.with { session in
                let record = Record<TestSession.Outcome>()
                let isCancelled = Flag()
                session.loop.execute { isCancelled.wait() }
                let task = session.begin(.init(server, "/"), record)
                task.cancel()
                isCancelled.raise()
                eventually("an end") { !record.elements.isEmpty }
                #expect(record.elements.first?.failure?.reason == .cancelled)
            }
        }
    }
}
