import Logging
import Networking
import WeChat

/// Takes down what happens on one loop: for the log, and for the metrics.
final class Recorder {
    private let log: PushLog
    private let metrics: LoopMetrics
    private let logger: Logger

    init(_ log: PushLog, _ metrics: LoopMetrics, _ logger: Logger) {
        self.log = log
        self.metrics = metrics
        self.logger = logger
    }

    /// The end of a push.
    func record(_ delivery: Delivery, _ outcome: Outcome) {
        let duration = MonotonicTime.now().nanoseconds - delivery.started.nanoseconds
        metrics.count(delivery.push, outcome, duration: duration)
        log.write(delivery.push, outcome, from: delivery.endpoint, duration: duration)
    }

    /// A request that was no push.
    func refuse(_ label: RefusalLabel, _ reason: @autoclosure () -> String, _ account: Account?, _ now: Int) {
        metrics.count(refused: label)
        log.write(refused: label, reason: reason(), account: account, now: now)
    }

    /// WeChat has proved the URL, or somebody has tried whether it could.
    func noteHandshake(_ endpoint: Endpoint) {
        logger.info("the server URL was proved", metadata: ["account": "\(endpoint.name)"])
    }

    /// Cloud hosting has asked whether the path is there.
    func noteProbe(_ endpoint: Endpoint) {
        logger.info("cloud hosting has found the path", metadata: ["account": "\(endpoint.name)"])
    }

    /// A handler has thrown.
    func note(_ error: any Error, _ delivery: Delivery) {
        logger.error("a handler has thrown: \(error)", metadata: metadata(delivery))
    }

    /// A handler has returned what WeChat would have rejected.
    func note(_ mistake: ReplyMistake, _ delivery: Delivery) {
        logger.warning("a handler's reply is not acceptable: \(mistake.reason)", metadata: metadata(delivery))
    }

    /// A handler does not end.
    func noteHung(_ delivery: Delivery) {
        logger.error("a handler has not ended in a minute and was cancelled", metadata: metadata(delivery))
    }

    /// A handler's reply came after the answer.
    func noteUnsent(_ reply: Reply?, _ delivery: Delivery) {
        guard reply != nil else { return }
        logger.warning("a handler's reply came too late and was not sent", metadata: metadata(delivery))
    }

    /// Writes the lines that wait.
    func flush() {
        log.flush()
    }

    private func metadata(_ delivery: Delivery) -> Logger.Metadata {
        [
            "account": "\(delivery.endpoint.account.name)", "kind": "\(delivery.push.kind)",
            "msg_id": "\(delivery.push.identifier)",
        ]
    }
}
