import Networking
import WeChat

@testable import WeChatServer

/// WeChat's API on this machine: it gives tokens, takes messages with the right one, answers as a test says, and keeps
/// what it was sent.
final class StandIn: HTTPHandler, @unchecked Sendable {  // what is not locked is used on its loop only
    struct Call: Sendable {
        var call: String
        var query: String
        var body: String
    }

    let base: String
    private let loop = EventLoop()
    private var listener: HTTPListener?
    private let state = Locked(State())

    private struct State {
        var calls: [Call] = []
        var answers: [String: [String?]] = [:]
        var whenSilent: @Sendable () -> Void = {}
        var generation = 1
        var holds = false
        var held: [HTTPExchange] = []
    }

    init() throws {
        let sockets = try ListeningSockets(.ip("127.0.0.1", port: 0), count: 1)
        base = "http://\(sockets.address)"
        let descriptor = sockets.descriptors[0]
        loop.start()
        loop.execute { [self] in
            var limits = HTTPLimits()
            (limits.lingerTime, limits.lastCallTime) = (50, 50)
            listener = HTTPListener(
                loop, descriptor: descriptor, handler: self, limits: limits, count: ConnectionCount(limit: 100))
        }
    }

    func stop() {
        loop.execute { [self] in
            listener = nil
            loop.stop()
        }
    }

    /// What was sent to `send`, `typing` or `stable_token`.
    func calls(_ call: String) -> [Call] { state.withLock { $0.calls.filter { $0.call == call } } }

    /// Says what the next calls are answered; nil holds the answer back for ever.
    func answer(_ call: String, _ answers: String?...) {
        state.withLock { $0.answers[call, default: []] += answers }
    }

    /// Calls `body` when an answer is held back.
    func whenSilent(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.whenSilent = body } }

    /// Makes the token void, as another program does.
    func changeToken() { state.withLock { $0.generation += 1 } }

    /// Gives no tokens until `release()`.
    func holdTokens() { state.withLock { $0.holds = true } }

    /// How many wait for a token.
    var heldCount: Int { state.withLock { $0.held.count } }

    func release() {
        let held = state.withLock { state in
            state.holds = false
            defer { state.held = [] }
            return state.held
        }
        loop.execute { [self] in for exchange in held { respond(exchange, token(force: false)) } }
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let path = String(decoding: request.path, as: UTF8.self)
        let call = Call(
            call: String(path.split(separator: "/").last ?? ""), query: String(decoding: request.query, as: UTF8.self),
            body: String(decoding: request.body, as: UTF8.self))
        let answer = state.withLock { state -> String?? in
            state.calls.append(call)
            guard var answers = state.answers[call.call], !answers.isEmpty else { return nil }
            defer { state.answers[call.call] = answers }
            return .some(answers.removeFirst())
        }
        if let answer {
            if let answer { respond(exchange, answer) } else { state.withLock { $0.whenSilent }() }
        } else if call.call == "stable_token" {
            giveToken(call, exchange)
        } else {
            let isRight = call.query == "access_token=\(state.withLock { "T\($0.generation)" })" || call.query.isEmpty
            respond(exchange, isRight ? #"{"errcode":0,"errmsg":"ok"}"# : #"{"errcode":40001,"errmsg":"invalid"}"#)
        }
    }

    func refused(_ error: HTTPError) {}

    private func giveToken(_ call: Call, _ exchange: HTTPExchange) {
        let isHeld = state.withLock { state in
            if state.holds { state.held.append(exchange) }
            return state.holds
        }
        if !isHeld { respond(exchange, token(force: call.body.contains("force_refresh"))) }
    }

    private func token(force: Bool) -> String {
        if force { changeToken() }
        return state.withLock { #"{"access_token":"T\#($0.generation)","expires_in":7200}"# }
    }

    /// A number is a status without a body.
    private func respond(_ exchange: HTTPExchange, _ text: String) {
        if text == "500" { return exchange.respond(HTTPResponse(.internalServerError)) }
        Array(text.utf8).withUnsafeBytes { exchange.respond(HTTPResponse(.json, $0)) }
    }
}

extension Account {
    /// The tests' account, which calls the stand-in.
    static func calling(_ standIn: StandIn) -> Account {
        var account = Account.test
        account.appSecret = Secret("aPpSeCrEt")
        account.apiBase = standIn.base
        return account
    }
}
