import Glibc
import Networking
import WeChat

/// An answer that reaches its user outside the reply to its push, or is taken down as lost: in a task on the loop of the
/// push's first delivery. It is sent once at most.
final class LateAnswer: LoopOperation, @unchecked Sendable {  // used on its loop only, by its task too
    /// Why it is late.
    enum Cause {
        /// The deliveries were answered before it was there.
        case promised
        /// The reply to the push has had no room for it.
        case rest
        /// No delivery was there when it was. WeChat comes again at once or after five seconds, or not at all; when it has
        /// come, only the rest is to be sent.
        case undelivered(rest: Reply?)
    }

    private let reply: Reply
    private let delivery: Delivery
    private let cause: Cause
    private let owner: PushHandler

    /// How long a message is tried to be sent, in milliseconds.
    private static let sendTime = 30_000

    init(_ reply: Reply, to delivery: Delivery, _ cause: Cause, _ owner: PushHandler) {
        self.reply = reply
        self.delivery = delivery
        self.cause = cause
        self.owner = owner
    }

    var user: PushKey.User { delivery.key.user }

    /// From any thread.
    func begin() {
        let loop = delivery.exchange.loop
        loop.execute { [self] in loop.run(self) }
    }

    func run() async {
        if let reply = await due() { await send(reply) }
        owner.ended(self)
    }

    /// What is to be sent, when it is time.
    private func due() async -> Reply? {
        switch cause {
        case .promised: return reply
        case .rest:
            if steps.first(where: { $0 != .retry }) == .customerService {
                await delivery.exchange.loop.pause(owner.limits.rhythm.reply)
            }
            return reply
        case .undelivered(let rest):
            await delivery.exchange.loop.pause(owner.limits.rhythm.retry)
            return owner.inbox.withLock { $0.claim(delivery.key) } ? reply : rest
        }
    }

    private var steps: [LateStep] { delivery.endpoint.lateSteps(for: delivery.push) }

    private func send(_ reply: Reply) async {
        var parts = reply.parts
        for step in steps {
            switch step {
            case .retry: continue
            case .customerService:
                guard let api = delivery.route.api else { continue }
                parts = await send(parts, over: api)
            case .mailbox:
                for part in [Reply](joining: parts) { keep(part) }
                parts = []
            }
            if parts.isEmpty { return }
        }
        owner.recorder.note(.unsent, delivery)
    }

    /// Sends one part after the other. Those that were not sent and may be brought to the user in another way.
    private func send(_ parts: [Reply], over api: WeChatAPI) async -> [Reply] {
        var rest = parts[...]
        do throws(APIFailure) {
            while let part = rest.first {
                let outcome = try await api.send(part, to: delivery.push.openID, within: Self.sendTime)
                guard outcome == .sent else {
                    owner.recorder.note(.outOfReach, delivery)
                    return Array(rest)
                }
                rest.removeFirst()
            }
            owner.recorder.note(.sent, delivery)
            return []
        } catch {
            owner.recorder.note(error, ofLate: delivery)
            // Perhaps the user has it: not twice.
            if case .unknown = error { return [] }
            return Array(rest)
        }
    }

    private func keep(_ reply: Reply) {
        let account = delivery.endpoint.account
        let word: String? = if case .rest = cause { account.late.continuationWord } else { nil }
        let letter = Mailbox.Letter(reply: reply, word: word, time: time(nil))
        let hadRoom = owner.inbox.withLock { $0.put(letter, for: user) }
        owner.recorder.note(.kept, delivery)
        if !hadRoom { owner.recorder.note(.dropped, delivery) }
    }
}

extension Reply {
    /// The replies that say the same in several messages, as the API sends them.
    fileprivate var parts: [Reply] {
        switch self {
        case .text(let text): CustomerMessage.pieces(of: text).map { .text($0) }
        case .news(let articles): articles.map { .news([$0]) }
        default: [self]
        }
    }
}

extension [Reply] {
    /// Undoes `parts`: the mailbox gives one reply for one message.
    fileprivate init(joining parts: [Reply]) {
        self = parts.reduce(into: []) { joined, part in
            switch (joined.last, part) {
            case (.text(let text), .text(let more)): joined[joined.count - 1] = .text(text + more)
            case (.news(let articles), .news(let more)): joined[joined.count - 1] = .news(articles + more)
            default: joined.append(part)
            }
        }
    }
}
