import Networking
import WeChat

/// The handlers of a push that waits, in a task on the loop of its first delivery.
final class PushRun: LoopOperation, @unchecked Sendable {  // used on its loop only, by its task too
    let delivery: Delivery
    /// Its push may have waited long for its turn before.
    let started = MonotonicTime.now()
    private let context: Context
    /// The handler that waits.
    private let handler: HandlerRegistry.AsyncHandler<Push>
    /// Those behind it.
    private let queue: HandlerQueue
    private let owner: PushHandler
    private var task: Task<Void, Never>?
    private(set) var hasEnded = false
    /// Its place among the owner's runs.
    var slot = 0

    init(
        _ delivery: Delivery, _ context: Context, _ handler: @escaping HandlerRegistry.AsyncHandler<Push>,
        _ queue: HandlerQueue, _ owner: PushHandler
    ) {
        self.delivery = delivery
        self.context = context
        self.handler = handler
        self.queue = queue
        self.owner = owner
    }

    /// Runs the handlers until the first of them that waits.
    func start() {
        if !hasEnded { task = delivery.loop.run(self) }
    }

    /// Lets go of handlers that do not end. What they may still return is of no use.
    func giveUp() {
        hasEnded = true
        task?.cancel()
    }

    func run() async {
        let result: Result<Reply?, any Error>
        do {
            var reply = try await handler(delivery.push, context)
            if reply == nil {
                var queue = queue
                reply = try await queue.reply(delivery.push, context)
            }
            result = .success(reply)
        } catch {
            result = .failure(error)
        }
        guard !hasEnded else { return }
        hasEnded = true
        owner.end(self, result)
    }
}
