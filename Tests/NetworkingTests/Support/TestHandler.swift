@testable import Networking

/// Counts what reaches it, and answers as a test says.
final class TestHandler: HTTPHandler, Sendable {
    typealias Answer = @Sendable (HTTPRequest, HTTPExchange, TestHandler) -> Void

    private struct State {
        var paths: [String] = []
        var errors: [HTTPError] = []
        var held: [HTTPExchange] = []
    }

    private let state = Locked(State())
    private let answer: Answer

    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// The requests that were handled, by their path.
    var paths: [String] { state.withLock { $0.paths } }

    /// Why requests were refused.
    var errors: [HTTPError] { state.withLock { $0.errors } }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        state.withLock { $0.paths.append(String(decoding: request.path, as: UTF8.self)) }
        answer(request, exchange, self)
    }

    func refused(_ error: HTTPError) {
        state.withLock { $0.errors.append(error) }
    }

    /// Keeps an exchange, to be answered later.
    func hold(_ exchange: HTTPExchange) {
        state.withLock { $0.held.append(exchange) }
    }

    /// The exchanges held, oldest first, which are not held any more.
    func takeHeld() -> [HTTPExchange] {
        state.withLock { state in
            defer { state.held = [] }
            return state.held
        }
    }

    /// Answers with the path.
    static let echo: Answer = { request, exchange, _ in
        exchange.respond(String(decoding: request.path, as: UTF8.self))
    }

    /// Keeps every exchange.
    static let holding: Answer = { _, exchange, handler in
        handler.hold(exchange)
    }

    /// Keeps the exchanges of paths that begin with `/later`, and answers the others with their path.
    static let echoNowOrLater: Answer = { request, exchange, handler in
        if String(decoding: request.path, as: UTF8.self).hasPrefix("/later") {
            handler.hold(exchange)
        } else {
            echo(request, exchange, handler)
        }
    }
}

extension HTTPExchange {
    /// Answers with a text.
    func respond(_ text: String) {
        Array(text.utf8).withUnsafeBytes { respond(HTTPResponse(.text, $0)) }
    }
}
