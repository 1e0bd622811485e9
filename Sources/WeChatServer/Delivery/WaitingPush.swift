import Networking
import WeChat

/// A push whose handler waits: the handler and the deadline both want to answer, and the first one does.
final class WaitingPush: LoopOperation, @unchecked Sendable {  // used on its loop only, by its task too
    private let delivery: Delivery
    private let handler: HandlerRegistry.AsyncHandler<Push>
    /// Those behind it.
    private let queue: HandlerQueue
    private let owner: PushHandler
    private var isAnswered = false

    init(
        _ delivery: Delivery, _ handler: @escaping HandlerRegistry.AsyncHandler<Push>, _ queue: HandlerQueue,
        _ owner: PushHandler
    ) {
        self.delivery = delivery
        self.handler = handler
        self.queue = queue
        self.owner = owner
    }

    /// Runs the handlers in a task on the loop. At `deadline` the push is answered without them.
    func start(until deadline: MonotonicTime) {
        delivery.exchange.expire(at: deadline) { [self] in
            settle(delivery.endpoint.overdueReply(to: delivery.push), .late)
        }
        delivery.exchange.loop.run(self)
    }

    func run() async {
        do {
            var reply = try await handler(delivery.push, delivery.context)
            if reply == nil {
                var queue = queue
                reply = try await queue.reply(delivery.push, delivery.context)
            }
            guard settle(reply, reply == nil ? .success : .replied) else {
                return owner.recorder.noteUnsent(reply, delivery)
            }
        } catch {
            guard take() else { return owner.recorder.note(error, delivery) }
            owner.fail(delivery, error)
        }
    }

    /// Answers; false when that was done already.
    @discardableResult private func settle(_ reply: Reply?, _ outcome: Outcome) -> Bool {
        guard take() else { return false }
        owner.settle(delivery, reply, outcome)
        return true
    }

    private func take() -> Bool {
        defer { isAnswered = true }
        return !isAnswered
    }
}
