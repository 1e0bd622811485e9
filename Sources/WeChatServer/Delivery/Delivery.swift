import Networking
import WeChat

/// A push on its way to its answer: what it is, where the answer goes and when it came. The first answer counts, whoever has
/// it: the handlers' end, on whichever loop they ran, or the time that WeChat waits.
final class Delivery: @unchecked Sendable {  // `isAnswered` is touched on the exchange's loop only
    let push: Push
    let key: PushKey
    let envelope: Envelope
    /// What handlers are told beside it.
    let context: Context
    let endpoint: Endpoint
    let exchange: HTTPExchange
    let started: MonotonicTime
    private let owner: PushHandler
    private var isAnswered = false

    init(
        _ opened: Opened, _ key: PushKey, _ context: Context, _ endpoint: Endpoint, _ exchange: HTTPExchange,
        started: MonotonicTime, owner: PushHandler
    ) {
        push = opened.push
        envelope = opened.envelope
        self.key = key
        self.context = context
        self.endpoint = endpoint
        self.exchange = exchange
        self.started = started
        self.owner = owner
    }

    /// Has the push handled, on its loop. From any thread.
    func begin() {
        exchange.loop.execute { [self] in owner.begin(self, isWaiting: true) }
    }

    /// Answers when nobody has done it by `deadline`. To be called on the delivery's loop.
    func hold(until deadline: MonotonicTime) {
        exchange.expire(at: deadline) { [self] in
            guard !isAnswered else { return }
            isAnswered = true
            owner.answerLate(self)
        }
    }

    /// Answers. From any thread.
    func answer(_ answer: PushAnswer, _ outcome: Outcome) {
        guard exchange.loop.isCurrent else {
            return exchange.loop.execute { [self] in self.answer(answer, outcome) }
        }
        guard !isAnswered else { return }
        isAnswered = true
        owner.settle(self, answer, outcome)
    }
}
