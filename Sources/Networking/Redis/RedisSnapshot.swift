/// How it goes with Redis, and what was done with it.
package struct RedisSnapshot: Sendable, Equatable {
    package var health = RedisHealth.idle
    /// Why there is no connection.
    package var fault: RedisFault?
    package var counts = RedisCounts()

    package init() {}
}

/// Whether Redis can be used.
package enum RedisHealth: Sendable {
    /// Nobody has wanted it yet, or it is closed.
    case idle
    case up
    /// The server was reached and does not answer in time.
    case sick
    /// There is no connection.
    case down
}

/// How many commands had which outcome.
package struct RedisCounts: Sendable, Equatable {
    /// Have an answer, those included that were refused.
    package var answered = 0
    /// The server has understood the command and refused it.
    package var refused = 0
    /// For each `RedisError.Reason`.
    package var down = 0, timedOut = 0, broken = 0, full = 0, closed = 0
    /// How often the server was reached.
    package var connections = 0

    package init() {}

    package static func += (sum: inout Self, other: Self) {
        sum.answered += other.answered
        sum.refused += other.refused
        sum.down += other.down
        sum.timedOut += other.timedOut
        sum.broken += other.broken
        sum.full += other.full
        sum.closed += other.closed
        sum.connections += other.connections
    }

    mutating func count(_ result: Result<RedisValue, RedisError>) {
        switch result {
        case .success(.error):
            answered += 1
            refused += 1
        case .success: answered += 1
        case .failure(let error): count(error.reason)
        }
    }

    private mutating func count(_ reason: RedisError.Reason) {
        switch reason {
        case .down: down += 1
        case .timedOut: timedOut += 1
        case .broken: broken += 1
        case .full: full += 1
        case .closed: closed += 1
        }
    }
}
