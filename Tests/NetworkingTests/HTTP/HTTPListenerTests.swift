import Glibc
import Testing

@testable import Networking

@Suite struct HTTPListenerTests {
    @Test func connectionAboveTheLimitIsClosed() throws {
        try TestServer.with(.limits { ($0.lingerTime, $0.connections) = (50, 2) }) { server in
            let clients = try (0..<2).map { _ in try TestClient(server) }
            for client in clients {
                client.get("/a")
                #expect(client.answer()?.body == "/a")
            }
            #expect(try TestClient(server).rest() == "")
            clients[0].close()
            eventually("one connection") { server.count.value == 1 }
            let next = try TestClient(server)
            next.get("/b")
            #expect(next.answer()?.body == "/b")
        }
    }

    @Test func unixSocketIsServed() throws {
        try withTemporaryPath { path in
            let server = try TestServer(at: .unix(path))
            defer { server.stop() }
            let client = try TestClient(server)
            client.get("/a")
            client.get("/b")
            #expect(client.answer()?.body == "/a")
            #expect(client.answer()?.body == "/b")
        }
    }

    @Test func drainClosesIdleConnectionsAndAcceptsNoMore() throws {
        let server = try TestServer()
        defer { server.stop() }
        let fresh = try TestClient(server)
        let used = try TestClient(server)
        used.get("/a")
        #expect(used.answer()?.body == "/a")
        eventually("two connections") { server.count.value == 2 }
        server.drain().wait()
        #expect(fresh.rest() == "")
        #expect(used.rest() == "")
        #expect(throws: TestClient.Failure.self) { try TestClient(server) }
    }

    @Test func drainWaitsForTheLastAnswer() throws {
        let server = try TestServer(.quick, TestHandler.holding)
        defer { server.stop() }
        let client = try TestClient(server)
        client.get("/a")
        client.get("/b")
        let exchange = server.takeHeld(1)[0]
        let isDrained = server.drain()
        server.perform {}
        #expect(!isDrained.isRaised)
        server.perform { exchange.respond("late") }
        let answer = client.answer()
        #expect(answer?.body == "late")
        #expect(answer?.closes == true)
        #expect(client.rest() == "")
        isDrained.wait()
        #expect(server.handler.paths == ["/a"])
    }

    @Test func drainAnswersWhatHasCome() throws {
        let server = try TestServer()
        defer { server.stop() }
        let known = try TestClient(server)
        known.get("/a")
        #expect(known.answer()?.body == "/a")
        let isBlocked = Flag()
        let mayGoOn = Flag()
        let isDrained = server.drain {
            isBlocked.raise()
            mayGoOn.wait()
        }
        isBlocked.wait()
        let new = try TestClient(server)
        known.get("/b")
        new.get("/c")
        mayGoOn.raise()
        for (client, path) in [(known, "/b"), (new, "/c")] {
            let answer = client.answer()
            #expect(answer?.body == path)
            #expect(answer?.closes == true)
            #expect(client.rest() == "")
        }
        isDrained.wait()
    }

    @Test func drainAnswersWhatIsStillOnItsWay() throws {
        let server = try TestServer(.limits { ($0.lingerTime, $0.lastCallTime) = (50, 60_000) })
        defer { server.stop() }
        let known = try TestClient(server)
        let new = try TestClient(server)
        known.get("/a")
        #expect(known.answer()?.body == "/a")
        let isDrained = server.drain()
        server.perform {}
        for (client, path) in [(known, "/b"), (new, "/c")] {
            #expect(!isDrained.isRaised)
            client.get(path)
            let answer = client.answer()
            #expect(answer?.body == path)
            #expect(answer?.closes == true)
            #expect(client.rest() == "")
        }
        isDrained.wait()
    }

    @Test func drainWaitsForARequestThatHasBegun() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = try TestClient(server)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n")
        #expect(client.answer()?.status == 100)
        let isDrained = server.drain()
        server.perform {}
        #expect(!isDrained.isRaised)
        client.send("a")
        #expect(client.answer()?.closes == true)
        client.close()
        isDrained.wait()
    }

    @Test func drainClosesAConnectionThatHasTakenItsAnswer() throws {
        let size = 12 * 1_024 * 1_024
        let answer: TestHandler.Answer = { _, exchange, _ in exchange.respond(RefusedRequest.text(size)) }
        let server = try TestServer(.quick, answer)
        defer { server.stop() }
        let client = try TestClient(server, receiveBuffer: 4_096)
        client.get("/")
        eventually("the request") { server.handler.paths.count == 1 }
        let isDrained = server.drain()
        #expect(client.answer()?.body.utf8.count == size)
        #expect(client.rest() == "")
        isDrained.wait()
    }

    @Test func withoutDescriptorsConnectionsAreClosedUntilThereAreSome() async {
        await #expect(processExitsWith: .success) {
            let server = try TestServer()
            let clients = try (0..<4).map { _ in try TestClient() }
            let next = dup(0)
            close(next)
            limitDescriptors(rlim_t(next))
            while dup(0) >= 0 {}
            let before = clock()
            for client in clients[..<3] {
                try client.connect(to: server.address)
                guard client.rest() == "" else { exit(1) }
            }
            guard Double(clock() - before) / 1_000_000 < 0.2, server.count.value == 0 else { exit(2) }
            limitDescriptors(rlim_t(next) + 100)
            try clients[3].connect(to: server.address)
            clients[3].get("/a")
            guard clients[3].answer()?.body == "/a" else { exit(3) }
            server.stop()
            exit(0)
        }
    }
}
