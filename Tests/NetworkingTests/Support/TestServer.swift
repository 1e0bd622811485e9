import Glibc
import Testing

@testable import Networking

/// A listener on a loop of its own, for one test.
final class TestServer: Sendable {
    let loop = EventLoop()
    let handler: TestHandler
    let address: SocketAddress
    let count: ConnectionCount
    private let listener = Locked<Held?>(nil)

    /// Lets a listener pass between threads; it is used on its loop only.
    private struct Held: @unchecked Sendable {
        var listener: HTTPListener
    }

    init(
        _ limits: HTTPLimits = .quick, at address: SocketAddress = .ip("127.0.0.1", port: 0),
        _ answer: @escaping TestHandler.Answer = TestHandler.echo
    ) throws {
        let sockets = try ListeningSockets(address, count: 1)
        self.address = sockets.address
        handler = TestHandler(answer)
        count = ConnectionCount(limit: limits.connections)
        loop.start()
        let descriptor = sockets.descriptors[0]
        perform { [self] in
            let made = HTTPListener(loop, descriptor: descriptor, handler: handler, limits: limits, count: count)
            listener.withLock { $0 = Held(listener: made) }
        }
    }

    /// Runs `body` with a server, and stops the server.
    static func with(
        _ limits: HTTPLimits = .quick, _ answer: @escaping TestHandler.Answer = TestHandler.echo,
        _ body: (TestServer) throws -> Void
    ) throws {
        let server = try TestServer(limits, answer)
        defer { server.stop() }
        try body(server)
    }

    /// Runs `body` on the loop and waits until it has.
    func perform(_ body: @escaping @Sendable () -> Void) {
        let isDone = Flag()
        loop.execute {
            body()
            isDone.raise()
        }
        isDone.wait()
    }

    /// Waits until the loop has held so many exchanges, and takes them.
    func takeHeld(_ wanted: Int) -> [HTTPExchange] {
        var held: [HTTPExchange] = []
        eventually("\(wanted) held exchanges") {
            held += handler.takeHeld()
            return held.count >= wanted
        }
        return held
    }

    /// Begins to drain; the flag is raised by the completion. The loop does nothing else before `wait` returns.
    func drain(after wait: @escaping @Sendable () -> Void = {}) -> Flag {
        let isDrained = Flag()
        loop.execute { [self] in
            wait()
            listener.withLock { $0 }?.listener.drain { isDrained.raise() }
        }
        return isDrained
    }

    /// Answers what is held, drains, and ends the loop.
    func stop() {
        let isDrained = drain()
        eventually("the listener to be drained") {
            let held = handler.takeHeld()
            if !held.isEmpty { perform { for exchange in held { exchange.respond("too late") } } }
            return isDrained.isRaised
        }
        listener.withLock { $0 = nil }
        loop.stop()
    }
}

/// Waits until `condition` holds. A test that has waited too long has failed.
func eventually(
    _ what: String, _ sourceLocation: SourceLocation = #_sourceLocation, _ condition: () -> Bool
) {
    let end = MonotonicTime.now() + 20_000
    while !condition() {
        guard MonotonicTime.now() < end else {
            Issue.record("waited in vain for \(what)", sourceLocation: sourceLocation)
            return
        }
        usleep(500)
    }
}

extension HTTPLimits {
    /// The default ones, with short times for the end so that tests that do not read to it are quick.
    static var quick: HTTPLimits { limits { ($0.lingerTime, $0.lastCallTime) = (50, 50) } }

    static func limits(_ change: (inout HTTPLimits) -> Void) -> HTTPLimits {
        var limits = HTTPLimits()
        change(&limits)
        return limits
    }
}
