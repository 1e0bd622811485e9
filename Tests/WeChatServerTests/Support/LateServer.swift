import Networking
import TestSupport
import WeChat

@testable import WeChatServer

/// A server whose handlers are late at once, with WeChat's API beside it.
struct LateServer {
    let server: TestServer
    let standIn: StandIn
    /// Where the handler of texts waits that begin with `slow`.
    let gate: Gate
    private let runs: Locked<[String]>

    /// The texts that were handled.
    var handled: [String] { runs.withLock { $0 } }

    /// What was sent to users, in order.
    var sent: [String] { standIn.calls("send").map(\.body) }

    /// The handlers: each answers with the text behind its first word, a `slow` one when the gate opens. An `early` one says
    /// something before, and `both` behind the gate.
    static func with(
        _ policy: LatePolicy?, secret: Bool = true, _ change: @escaping (inout Configuration) -> Void = { _ in },
        _ body: (LateServer) throws -> Void
    ) throws {
        let standIn = try StandIn()
        defer { standIn.stop() }
        let gate = Gate()
        let runs = Locked<[String]>([])
        let handlers = HandlerRegistry.text { message, context in
            runs.withLock { $0.append(message.content) }
            if message.content.hasPrefix("early") { context.reply(.text("early")) }
            if message.content.hasPrefix("slow") || message.content.hasPrefix("early") { await gate.pass() }
            if message.content.hasPrefix("both") {
                await gate.pass()
                context.reply(.text("early"))
            }
            if context.attempt > 1 { return .text("again, \(context.attempt)") }
            return .text(String(message.content.drop { $0 != " " }.dropFirst()))
        }
        try TestServer.with(handlers, Self.late(standIn, policy, secret, change)) { server throws in
            try body(LateServer(server: server, standIn: standIn, gate: gate, runs: runs))
        }
    }

    /// Makes times short, and the account able to call the API.
    static func late(
        _ standIn: StandIn, _ policy: LatePolicy?, _ secret: Bool = true,
        _ change: @escaping (inout Configuration) -> Void
    ) -> (inout Configuration) -> Void {
        { configuration in
            if secret { configuration.accounts[0].account = .calling(standIn) }
            configuration.accounts[0].account.late.policy = policy
            configuration.limits.handlerTime = 30
            (configuration.limits.rhythm.retry, configuration.limits.rhythm.reply) = (100, 0)
            configuration.loops = 2
            change(&configuration)
            // A quick answer is not late because the disk is.
            if configuration.journal.directory != nil {
                configuration.limits.handlerTime = max(configuration.limits.handlerTime, 1_500)
            }
        }
    }

    /// Delivers a text and hangs up when the server has left it without an answer. Each text is a message of its own.
    func hangUp(_ text: String) throws {
        let before = count("unanswered")
        let client = try begin(text)
        try eventually("a handler") { handled.contains(text) }
        client.close()
        try eventually("a hang-up that was heard") { count("unanswered") > before }
    }

    /// Delivers a text.
    func begin(_ text: String, id: Int = 1) throws -> TestClient {
        let client = try server.client()
        client.send(TestClient.request(WeChatRequest.target(), WeChatRequest.text(text, id: "\(id)")))
        return client
    }

    /// Delivers a text and takes the answer.
    func deliver(_ text: String, id: Int = 1) throws -> Answer { try begin(text, id: id).answer() }

    /// Waits until so many messages were sent, and returns them.
    func awaitSent(_ count: Int = 1) throws -> [String] {
        try eventually("\(count) messages") { sent.count >= count }
        return sent
    }

    func late(_ outcome: LateOutcome, _ count: Int = 1) throws {
        try server.metric("wechatd_late_answers_total{outcome=\"\(outcome.rawValue)\"} \(count)")
    }

    private func count(_ outcome: String) -> Int {
        server.log.lines.count { $0.contains("\"outcome\":\"\(outcome)\"") }
    }
}
