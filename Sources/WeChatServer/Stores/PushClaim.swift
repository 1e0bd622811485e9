import Networking
import WeChat

/// What a push is claimed for.
enum ClaimCause {
    /// A delivery waits. Who cannot ask Redis is told so.
    case delivered
    /// It was taken while Redis was away, and answered. It is claimed when that can be done.
    case committed
    /// An earlier process of this instance had it. Its claim is taken over at once, when that can be done.
    case replayed
    /// The same, and somebody wants it to run again though it was answered.
    case repeated
}

/// What comes of claiming a push: first or last that it is ours, or that it is not.
enum ClaimOutcome {
    /// It is this instance's, and another of its user's has its turn. May be said again and again.
    case waitsItsTurn
    /// It is this instance's, and it is its turn. `attempt` counts how often it was begun, on all instances; `hasLetters`
    /// says that answers wait for its user in the mailbox.
    case runs(attempt: Int, hasLetters: Bool)
    /// A delivery on another instance will not be waited for much longer. The push is ours, and has not ended.
    case expires
    /// Another instance runs it, and its deliveries are answered so until then.
    case promised(PushAnswer)
    /// It was answered, here or elsewhere.
    case answered(PushAnswer)
    /// Redis cannot be asked.
    case unreachable
}

/// How long claims live; times in milliseconds.
struct ClaimLimits: Sendable {
    /// For how long a claim is left alone that is not renewed.
    var lease = 10_000
    /// How often claims are renewed, and Redis is asked for a sign of life: with it, every instance knows of an outage.
    var beat = 2_000
    /// Behind a new connection others' claims are left alone for so long, good or not: while Redis was away nobody could
    /// renew his, or say how his pushes have ended. Longer than `RedisBackoff` keeps anybody away.
    var grace = 5_000
    /// Behind a connection to another Redis than before what waits is asked for so much later: others tell it first what it
    /// may have lost. Longer than `RedisBackoff` keeps anybody away.
    var recall = 3_000
    /// For how long answers are kept.
    var kept = 86_400_000
    /// For how long an instance may be away and still learn which users are to be forgotten.
    var absence = 7 * 86_400_000
    /// Whether the pushes of a user run one after the other.
    var isOrdered = true
}

/// A push that this loop has asked for, until Redis knows its end.
final class PushClaim {
    /// How far it is.
    enum State {
        /// Redis is being asked.
        case asking
        /// It is asked for again behind this moment, or when it is heard of: another has it, or another push has its turn.
        case waiting(MonotonicTime)
        /// Redis could not be asked.
        case unasked
        case running
        /// It has ended with this answer, or with none, and Redis is to know.
        case ending(PushAnswer?)
    }

    let key: PushKey
    let name: String
    let cause: ClaimCause
    var state = State.asking
    /// Whether it is in this instance's name, and to be renewed.
    var isOurs = false
    /// It was heard of while it was asked for: the answer may be an old one.
    var isHeardOf = false
    /// It is asked for after an outage.
    var isAskedAgain = false
    /// Redis is being told its end.
    var isTelling = false
    /// Whether the answer is in this instance's hands, for a delivery here.
    var isGiven = true
    private var told: ((ClaimOutcome) -> Void)?

    init(_ key: PushKey, _ cause: ClaimCause, _ told: @escaping (ClaimOutcome) -> Void) {
        self.key = key
        name = RedisKeys.push(key)
        self.cause = cause
        self.told = told
    }

    /// One that has ended already.
    init(_ key: PushKey, endedWith answer: PushAnswer?) {
        self.key = key
        name = RedisKeys.push(key)
        cause = .committed
        state = .ending(answer)
    }

    /// Says what has come of it.
    func tell(_ outcome: ClaimOutcome) {
        told?(outcome)
    }

    /// It has ended. Nothing more comes of it.
    func end(_ answer: PushAnswer?) {
        state = .ending(answer)
        told = nil
    }
}
