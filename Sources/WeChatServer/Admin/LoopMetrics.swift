import Networking
import WeChat

/// What one loop has counted. Written on its loop, read by the admin listener.
final class LoopMetrics: Sendable {
    /// Upper bounds of the histogram's buckets, in seconds.
    static let bounds: [Double] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 4.5]

    /// The counts since the start.
    struct Counts: Sendable {
        private(set) var kinds = KindList()
        /// For each kind, the pushes by outcome.
        private(set) var pushes: [[Int]] = []
        /// For each label.
        fileprivate(set) var refusals = [Int](repeating: 0, count: RefusalLabel.allCases.count)
        /// One more than there are bounds.
        fileprivate(set) var buckets = [Int](repeating: 0, count: bounds.count + 1)
        fileprivate(set) var nanoseconds: UInt64 = 0

        /// Kinds that are counted by their name. WeChat adds events without notice; a metric must not grow for ever.
        private static let kindLimit = 400

        fileprivate mutating func count(_ push: Push, _ outcome: Outcome) {
            let number = kinds.number(of: push) ?? add(push.kind)
            pushes[number][outcome.index] += 1
        }

        private mutating func add(_ kind: Kind) -> Int {
            let number = kinds.number(adding: kinds.kinds.count < Self.kindLimit ? kind : .event("other"))
            if number == pushes.count { pushes.append([Int](repeating: 0, count: Outcome.allCases.count)) }
            return number
        }
    }

    private let counts = Locked(Counts())

    /// The counts now.
    var snapshot: Counts { counts.withLock { $0 } }

    /// Counts a push that was answered after `duration` nanoseconds.
    func count(_ push: Push, _ outcome: Outcome, duration: UInt64) {
        counts.withLock { counts in
            counts.count(push, outcome)
            counts.buckets[Self.bucket(duration)] += 1
            counts.nanoseconds += duration
        }
    }

    /// Counts a refused request.
    func count(refused label: RefusalLabel) {
        counts.withLock { $0.refusals[label.rawValue] += 1 }
    }

    private static func bucket(_ duration: UInt64) -> Int {
        let seconds = Double(duration) / 1e9
        return bounds.firstIndex { seconds <= $0 } ?? bounds.count
    }
}

extension Outcome {
    /// The place of the outcome among all.
    var index: Int {
        switch self {
        case .replied: 0
        case .success: 1
        case .late: 2
        case .repeated: 3
        case .refused: 4
        case .failed: 5
        case .overloaded: 6
        case .unanswered: 7
        }
    }
}
