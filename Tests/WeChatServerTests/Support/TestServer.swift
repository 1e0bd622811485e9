import Glibc
import Networking
import TestSupport
import WeChat

@testable import WeChatServer

/// A server in this process on ports of its own, whose log goes to memory.
struct TestServer {
    let server: Server
    let log: TestLog

    /// Runs `body` with a server, and stops the server.
    static func with<R>(
        _ handlers: HandlerRegistry = .echo, _ change: (inout Configuration) -> Void = { _ in },
        _ body: (TestServer) throws -> R
    ) throws -> R {
        var configuration = Configuration.test
        change(&configuration)
        let log = TestLog()
        let server = try Server(configuration, handlers, LogSink(descriptor: log.descriptor))
        server.start()
        defer {
            server.stop()
            server.wait()
        }
        return try body(TestServer(server: server, log: log))
    }

    func client() throws -> TestClient { try TestClient(server.address) }

    /// The answer to a push, on a connection of its own.
    func push(_ body: String, to target: String = WeChatRequest.target()) throws -> Answer {
        try client().post(target, body)
    }

    /// What operators are told at `path`.
    func admin(_ path: String) throws -> Answer {
        guard let address = server.adminAddress else { throw TimedOut(what: "admin, which is off") }
        return try TestClient(address).get(path)
    }

    /// Waits until the log has a line with all of `parts`, and returns it.
    func line(_ parts: String...) throws -> String {
        try eventualValue("a line with \(parts)") {
            log.lines.first { line in parts.allSatisfy { line.contains($0) } }.map(String.init)
        }
    }

    /// Waits until so many deliveries and pushes wait.
    func eventuallyWaiting(_ count: Int) throws { try metric("wechatd_pushes_waiting \(count)") }

    /// Waits until the metrics have the line.
    func metric(_ line: String) throws {
        try eventually(line) { try admin("/metrics").body.split(separator: "\n").contains(line[...]) }
    }
}

/// A file that has no name, for a log.
struct TestLog {
    /// Left open: a task may write a last line when its test is over.
    let descriptor: Int32

    init() {
        let path = "/tmp/wechatd-log-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        unlink(path)
    }

    var text: String {
        var bytes = [UInt8](repeating: 0, count: Int(lseek(descriptor, 0, SEEK_CUR)))
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    var lines: [Substring] { text.split(separator: "\n") }
}

extension Configuration {
    /// One account at /wechat, one loop, and any free ports.
    static var test: Configuration {
        var configuration = Configuration(accounts: [Site(path: "/wechat", account: .test)])
        configuration.listen = "127.0.0.1:0"
        configuration.admin = "127.0.0.1:0"
        configuration.loops = 1
        configuration.limits.http.lingerTime = 50
        configuration.limits.http.lastCallTime = 50
        return configuration
    }
}

extension Configuration {
    /// Makes handlers late soon, and what they return goes nowhere.
    static func withoutLateSteps(_ configuration: inout Configuration) {
        configuration.limits.handlerTime = 100
        configuration.accounts[0].account.late.policy = .late()
    }
}

extension Account {
    static let test = Account(appID: "wx1", token: Secret(WeChatRequest.token), name: "test")
}

extension HandlerRegistry {
    /// Says what it was told.
    static var echo: HandlerRegistry {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { message, _ in .text(message.content) }
        return handlers
    }

    /// Answers texts with what `handler` does.
    static func text(_ handler: @escaping HandlerRegistry.AsyncHandler<Text>) -> HandlerRegistry {
        var handlers = HandlerRegistry()
        handlers.on(Text.self, handler)
        return handlers
    }
}
