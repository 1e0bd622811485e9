import Logging
import Networking
import WeChat

/// Takes down what happens on one loop: for the log, and for the metrics.
final class Recorder {
    private let log: PushLog
    private let metrics: LoopMetrics
    private let late: LateCounts
    private let logger: Logger

    init(_ log: PushLog, _ metrics: LoopMetrics, _ late: LateCounts, _ logger: Logger) {
        self.late = late
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

    /// A handler has thrown, or has not ended.
    func note(_ error: any Error, _ delivery: Delivery) {
        if error is HandlerHung { return note(.cancelled, delivery) }
        logger.error("a handler has thrown: \(error)", metadata: metadata(delivery))
    }

    /// A handler has returned what WeChat would have rejected.
    func note(_ mistake: ReplyMistake, _ delivery: Delivery) {
        logger.warning("a handler's reply is not acceptable: \(mistake.reason)", metadata: metadata(delivery))
    }

    /// What has become of a late answer.
    func note(_ outcome: LateOutcome, _ delivery: Delivery) {
        late.count(outcome)
        let level: Logger.Level =
            switch outcome {
            case .sent, .kept, .fetched: .info
            case .outOfReach: .notice
            case .dropped, .refused, .unreachable, .unknown, .unsent: .warning
            case .cancelled: .error
            }
        logger.log(level: level, "\(outcome.words)", metadata: metadata(delivery))
    }

    /// A late answer could not be sent as a message.
    func note(_ failure: APIFailure, ofLate delivery: Delivery) {
        late.count(LateOutcome(failure))
        logger.warning("a late answer was not sent as a message: \(failure)", metadata: metadata(delivery))
    }

    /// A push of an earlier process cannot go on: its account is not configured any more, or its document is gone.
    func noteUnknown(_ row: JournalRow) {
        logger.warning(
            "a push of an earlier process stays in the journal: no account has its name, or its document was deleted",
            metadata: ["account": "\(row.account)", "kind": "\(row.kind)", "row": "\(row.id)"])
    }

    /// A push is not tried again.
    func noteParked(_ delivery: Delivery, _ row: JournalRow) {
        logger.error(
            "a push was in its handler when the process died, \(row.attempts) times: it is parked",
            metadata: metadata(delivery).merging(["row": "\(row.id)"]) { $1 })
    }

    /// The server has stopped before so many pushes were at their end.
    func noteUnfinished(_ count: Int) {
        logger.warning("stopped before \(count) handlers or late answers were at their end")
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

extension LateOutcome {
    fileprivate init(_ failure: APIFailure) {
        switch failure {
        case .unreachable: self = .unreachable
        case .unknown: self = .unknown
        case .refused, .unsendable: self = .refused
        }
    }

    fileprivate var words: String {
        switch self {
        case .sent: "a late answer was sent as a message"
        case .kept: "a late answer is kept for the user's next message"
        case .fetched: "a late answer was given to the user's next message"
        case .dropped: "the mailbox is full, and its oldest answer was dropped for a new one"
        case .outOfReach: "a late answer was not sent: the user takes no messages now"
        case .refused: "a late answer was not taken by WeChat's API"
        case .unreachable: "a late answer was not sent: WeChat's API was not reached"
        case .unknown: "nobody knows whether a late answer was sent"
        case .unsent: "a handler's reply came too late and was not sent"
        case .cancelled: "a handler has not ended in time and was cancelled"
        }
    }
}
