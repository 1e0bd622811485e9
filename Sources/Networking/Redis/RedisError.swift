/// Why a command got no answer.
package struct RedisError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong.
    package enum Reason: Sendable {
        /// There is no connection, and nothing was sent.
        case down
        /// The answer did not come in time.
        case timedOut
        /// The connection broke, or what came on it is no answer.
        case broken
        /// So many commands are on their way that there is no room for another.
        case full
        /// The client is closed.
        case closed
    }

    package let reason: Reason
    /// Whether the server may have got the command: all of it was written. Then nobody knows whether it was done.
    package let mayHaveArrived: Bool
    /// The reason in words. Nothing of what was sent is in it.
    package let description: String

    init(_ reason: Reason, mayHaveArrived: Bool = false, _ fault: RedisFault? = nil) {
        self.reason = reason
        self.mayHaveArrived = mayHaveArrived
        description = fault.map { "\(reason): \($0)" } ?? "\(reason)"
    }
}

extension RedisError.Reason {
    /// Why those commands fail that were on their way, or waited.
    init(_ fault: RedisFault) {
        switch fault {
        case .unreachable, .refused: self = .down
        case .stalled: self = .timedOut
        case .broken: self = .broken
        }
    }
}

/// Why a connection ended, or did not come about.
package enum RedisFault: Sendable, Equatable, CustomStringConvertible {
    /// The host has no address, or takes no connection.
    case unreachable(String)
    /// The server does not want us: the password is wrong, the database does not exist, it is still loading, it is full.
    case refused(String)
    /// The server is there, and does not answer in time.
    case stalled
    /// The connection broke, or what came on it is no answer.
    case broken(String)

    /// What a server has refused in these words, without where in a script that was.
    init(refusal words: String) {
        self = .refused(String(words[..<(words.firstRange(of: " script: ")?.lowerBound ?? words.endIndex)]))
    }

    package var description: String {
        switch self {
        case .unreachable(let words): "unreachable, \(words)"
        case .refused(let words): "refused, \(words)"
        case .stalled: "no answer in time"
        case .broken(let words): "broken, \(words)"
        }
    }
}
