import Synchronization

/// What has come of the pushes that this instance has asked Redis for, on all loops.
final class SharedCounts: Sendable {
    /// The counts at a moment.
    struct Snapshot: Sendable, Equatable {
        /// Pushes that were this instance's.
        var won = 0
        /// Those that another instance answers, or an earlier process of this one has answered.
        var answered = 0
        /// Deliveries that came while Redis could not be asked.
        var unreachable = 0
        /// Pushes that another instance has run as well: this one was silent for longer than a claim is good.
        var twice = 0
        /// Pushes that Redis is to be asked for or told of, when it is back.
        var waiting = 0
        /// Whether another server has this one's name.
        var isNameTaken = false
    }

    private let won = Atomic(0)
    private let answered = Atomic(0)
    private let unreachable = Atomic(0)
    private let twice = Atomic(0)
    private let waiting = Atomic(0)
    private let isNameTaken = Atomic(false)

    var snapshot: Snapshot {
        Snapshot(
            won: won.load(ordering: .relaxed), answered: answered.load(ordering: .relaxed),
            unreachable: unreachable.load(ordering: .relaxed), twice: twice.load(ordering: .relaxed),
            waiting: waiting.load(ordering: .relaxed), isNameTaken: isNameTaken.load(ordering: .relaxed))
    }

    func note(_ outcome: ClaimOutcome) {
        switch outcome {
        case .runs: won.add(1, ordering: .relaxed)
        case .answered, .promised: answered.add(1, ordering: .relaxed)
        case .unreachable: unreachable.add(1, ordering: .relaxed)
        case .waitsItsTurn, .expires: break
        }
    }

    func noteTwice() { twice.add(1, ordering: .relaxed) }

    func noteName(isTaken: Bool) { isNameTaken.store(isTaken, ordering: .relaxed) }

    /// So many more wait on a loop, or fewer.
    func noteWaiting(_ change: Int) { waiting.add(change, ordering: .relaxed) }
}
