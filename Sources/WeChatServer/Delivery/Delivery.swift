import Networking
import WeChat

/// A push on its way to its answer: what it is, where the answer goes and when it came. The first answer counts, whoever has
/// it: the handlers' end, on whichever loop they ran, or the time that WeChat waits.
final class Delivery: PushProgress, @unchecked Sendable {  // what changes is touched on the exchange's loop only
    let push: Push
    let key: PushKey
    let envelope: Envelope
    let route: Route
    let exchange: HTTPExchange
    let started: MonotonicTime
    private let owner: PushHandler
    /// What its handlers are told beside the push, if that is more than the endpoint's.
    private let told: Context?
    /// Whether it waits for the end of its push.
    private(set) var isHeld = false
    private var isAnswered = false

    init(
        _ opened: consuming Opened, _ key: PushKey, _ told: Context?, _ route: Route, _ exchange: HTTPExchange,
        started: MonotonicTime, owner: PushHandler
    ) {
        push = opened.push
        envelope = opened.envelope
        self.key = key
        self.told = told
        self.route = route
        self.exchange = exchange
        self.started = started
        self.owner = owner
    }

    var endpoint: Endpoint { route.endpoint }

    /// What handlers are told beside the push.
    var context: Context {
        var context = told ?? endpoint.context
        context.progress = self
        return context
    }

    /// Until when WeChat is kept waiting.
    var expiry: MonotonicTime { owner.expiry(of: self) }

    var deadline: ContinuousClock.Instant {
        .now + .nanoseconds(Int64(expiry.nanoseconds) - Int64(MonotonicTime.now().nanoseconds))
    }

    var attempt: Int { owner.attempt(key) }

    func reply(_ reply: Reply) {
        guard !exchange.loop.isCurrent else { return owner.replyEarly(self, reply) }
        exchange.loop.execute { [self] in owner.replyEarly(self, reply) }
    }

    /// Has the push handled, on its loop, because it is its turn. From any thread.
    func begin() {
        exchange.loop.execute { [self] in owner.beginInTurn(self) }
    }

    /// Lets the delivery wait, no longer than WeChat does. To be called on the delivery's loop.
    func hold() {
        isHeld = true
        exchange.expire(at: expiry) { [self] in
            if !isAnswered { owner.expire(self) }
        }
    }

    /// Leaves the delivery without an answer until WeChat hangs up, or has done so unheard.
    func ride() {
        guard !isAnswered else { return }
        exchange.expire(at: started + owner.limits.rhythm.hangUp) { [self] in abandon() }
        exchange.whenGone { [self] in abandon() }
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

    private func abandon() {
        guard !isAnswered else { return }
        isAnswered = true
        owner.abandon(self)
    }
}
