import Networking
import WeChat

/// The late answers of all loops: those to one user go one after the other.
final class Outbox: Sendable {
    /// Users with an answer on its way, and the answers behind it.
    private let queues = Locked<[PushKey.User: [LateAnswer]]>([:])

    /// Begins an answer, or has it wait for those before it.
    func add(_ answer: LateAnswer) {
        let begins = queues.withLock { queues in
            guard queues[answer.user] != nil else {
                queues[answer.user] = []
                return true
            }
            queues[answer.user]?.append(answer)
            return false
        }
        if begins { answer.begin() }
    }

    /// An answer has reached its end. The next begins.
    func end(_ answer: LateAnswer) {
        let next = queues.withLock { queues -> LateAnswer? in
            guard queues[answer.user]?.isEmpty == false else {
                queues[answer.user] = nil
                return nil
            }
            return queues[answer.user]?.removeFirst()
        }
        next?.begin()
    }
}
