import Networking

/// What became of an answer for which WeChat did not wait.
enum LateOutcome: String, CaseIterable {
    /// It was sent as a customer service message.
    case sent
    /// It waits for its user's next message.
    case kept
    /// It was given to its user's next message.
    case fetched
    /// It had to go from the mailbox for another.
    case dropped
    /// The user takes no messages until he writes again.
    case outOfReach = "out_of_reach"
    /// WeChat's API did not take it.
    case refused
    /// WeChat's API was not reached.
    case unreachable
    /// Nobody knows whether WeChat's API has taken it.
    case unknown
    /// There was no way to send it.
    case unsent
    /// There is none: its handler did not end and was cancelled.
    case cancelled
}

/// What became of late answers since the start. All loops count here: they are few.
final class LateCounts: Sendable {
    private let counts = Locked<[LateOutcome: Int]>([:])

    /// The counts now.
    var snapshot: [LateOutcome: Int] { counts.withLock { $0 } }

    /// Counts an answer.
    func count(_ outcome: LateOutcome) {
        counts.withLock { $0[outcome, default: 0] += 1 }
    }
}
