import Bytes
import FoundationEssentials
import Glibc
import Networking

/// The stand-in behind a socket: it prints and keeps the record of each call, and does what whoever tries a server
/// orders at `/_fail` and `/_delay`.
final class PlatformServer: HTTPHandler, @unchecked Sendable {  // all but `loop` is used on the loop only
    private let loop = EventLoop()
    private var platform: Platform
    private var records: [String] = []
    private var listener: HTTPListener?
    private var signals: [SignalSource] = []

    /// How many records are kept.
    private static let room = 10_000
    /// How long a call without an answer may hold its connection, in milliseconds. Whoever has made it waits no more.
    private static let silence = 60_000

    init(_ platform: Platform) {
        self.platform = platform
    }

    /// Serves on the descriptor until SIGTERM or SIGINT ends the process.
    func run(_ descriptor: Int32) -> Never {
        loop.start()
        loop.execute { [self] in
            watchSignals()
            var limits = HTTPLimits()
            limits.requestsPerConnection = .max
            listener = HTTPListener(
                loop, descriptor: descriptor, handler: self, limits: limits,
                count: ConnectionCount(limit: limits.connections))
        }
        while true { pause() }
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let request = Platform.Request(
            isPost: request.method == .post, path: String(decoding: request.path, as: UTF8.self),
            query: String(decoding: request.query, as: UTF8.self), body: Array(request.body))
        switch (request.path, request.isPost) {
        case ("/_calls", false): respond(exchange, .json, "[\(records.joined(separator: ",\n"))]\n")
        case ("/_fail", true):
            order(request, exchange) { (orders) throws(PlatformMistake) in try platform.fail(orders) }
        case ("/_delay", true):
            order(request, exchange) { (orders) throws(PlatformMistake) in try platform.delay(orders) }
        default: perform(request, exchange)
        }
    }

    func refused(_ error: HTTPError) {}

    private func watchSignals() {
        signals = [SIGTERM, SIGINT].map { SignalSource(loop, signal: $0) { _exit(0) } }
        // Whoever has started the process may have blocked them.
        var mask = sigset_t()
        sigemptyset(&mask)
        for signal in [SIGTERM, SIGINT] { sigaddset(&mask, signal) }
        pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    }

    private func perform(_ request: Platform.Request, _ exchange: HTTPExchange) {
        let record = platform.answer(request, at: Int(MonotonicTime.now().nanoseconds / 1_000_000_000))
        let line = record.json(time: Date.now.formatted(.iso8601WithMilliseconds))
        printLine(line)
        if records.count == Self.room { records.removeFirst() }
        records.append(line)
        guard record.delay > 0 else { return answer(record.answer, exchange) }
        exchange.expire(at: .now() + record.delay) { [self] in answer(record.answer, exchange) }
    }

    private func answer(_ answer: Platform.Answer, _ exchange: HTTPExchange) {
        switch answer {
        case .json(let text): respond(exchange, .json, text)
        case .status(let status): exchange.respond(HTTPResponse(status))
        case .silence: exchange.expire(at: .now() + Self.silence) { exchange.reset() }
        case .reset: exchange.reset()
        }
    }

    /// The orders stand in the query or in the body: `send=45015:1&typing=500`.
    private func order(
        _ request: Platform.Request, _ exchange: HTTPExchange, _ take: ([String]) throws(PlatformMistake) -> Void
    ) {
        let text = "\(request.query)&\(String(decoding: request.body, as: UTF8.self))"
        do throws(PlatformMistake) {
            try take(text.split(separator: "&").map(String.init))
            respond(exchange, .text, "ok\n")
        } catch {
            respond(exchange, .text, error.description + "\n", .badRequest)
        }
    }

    private func respond(
        _ exchange: HTTPExchange, _ type: HTTPResponse.ContentType, _ text: String, _ status: HTTPStatus = .ok
    ) {
        var text = text
        text.withUTF8 { exchange.respond(HTTPResponse(type, UnsafeRawBufferPointer($0), status: status)) }
    }
}

extension FormatStyle where Self == Date.ISO8601FormatStyle {
    fileprivate static var iso8601WithMilliseconds: Self { .init(includingFractionalSeconds: true) }
}
