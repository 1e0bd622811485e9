import Logging
import Networking
import TestSupport
import Testing

@testable import WeChatServer

struct RedisWatchTests {
    private let log = TestLog()

    /// Runs `body` with the clients of two loops that are watched.
    private func with(_ server: RedisServer, _ body: ([RedisClient]) throws -> Void) rethrows {
        let sink = LogSink(descriptor: log.descriptor)
        let watch = RedisWatch(
            Logger(label: "test") { _ in ServerLogHandler(sink: sink, format: .text, logLevel: .info) })
        let clients = (0..<2).map { _ in RedisClient(EventLoop(), server) }
        for client in clients {
            client.changed = { [unowned client] _ in watch.note(client) }
            client.loop.start()
            client.loop.execute { client.send(["PING"]) { _ in } }
        }
        defer {
            for client in clients {
                client.loop.execute {
                    client.changed = nil
                    client.close()
                    client.loop.stop()
                }
            }
        }
        try body(clients)
    }

    /// The lines behind their times.
    private var lines: [String] { log.lines.map { $0.drop { $0 != " " }.dropFirst().description } }

    private static let away = "error message=\"redis cannot be used, and pushes are taken but wait for it: "

    @Test func outageIsToldOnceForAllLoopsAndItsEnd() throws {
        try RedisProcess.with { process in
            try with(process.server) { clients in
                try eventually("connections") { clients.allSatisfy { $0.snapshot.health == .up } }
                #expect(lines == [])
                process.kill()
                try eventually("the outage") { clients.allSatisfy { $0.snapshot.health == .down } }
                try process.start()
                try eventually("the end of it") { lines.last == "notice message=\"redis can be used again\"" }
                // Between the end of a connection and the last attempt to make another there may be several reasons.
                #expect(lines.dropLast().allSatisfy { $0.hasPrefix(Self.away) })
                #expect(Set(lines).count == lines.count && lines.count > 1)
            }
        }
    }

    @Test func reasonIsSaidAndNoPassword() throws {
        try RedisProcess.with(["--requirepass", "right"]) { process in
            var server = process.server
            server.password = "sEcReT"
            try with(server) { clients in
                try eventually("a line") { lines.first?.hasPrefix(Self.away + "refused, WRONGPASS ") == true }
                try eventually("more attempts") { clients.allSatisfy { $0.snapshot.health == .down } }
                #expect(lines.count == 1 && !lines[0].contains("sEcReT"))
            }
        }
    }
}
