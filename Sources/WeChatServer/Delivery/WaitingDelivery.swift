import Networking
import WeChat

/// A delivery that has no answer yet. The first answer counts, whoever has it: the handlers' end, on whichever loop they
/// ran, or the time that WeChat waits.
final class WaitingDelivery: @unchecked Sendable {  // `isAnswered` is touched on the delivery's loop only
    let delivery: Delivery
    let key: PushKey
    private let owner: PushHandler
    private var isAnswered = false

    init(_ delivery: Delivery, _ key: PushKey, _ owner: PushHandler) {
        self.delivery = delivery
        self.key = key
        self.owner = owner
    }

    /// Answers when nobody has done it by `deadline`. To be called on the delivery's loop.
    func hold(until deadline: MonotonicTime) {
        delivery.exchange.expire(at: deadline) { [self] in
            guard !isAnswered else { return }
            isAnswered = true
            owner.answerLate(self)
        }
    }

    /// Answers, from any thread.
    func answer(_ answer: PushAnswer, _ outcome: Outcome) {
        guard delivery.exchange.loop.isCurrent else {
            return delivery.exchange.loop.execute { [self] in self.answer(answer, outcome) }
        }
        guard !isAnswered else { return }
        isAnswered = true
        owner.settle(delivery, answer, outcome)
    }
}
