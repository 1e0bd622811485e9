import Networking

/// How it goes with Redis on all loops, for operators.
struct RedisReport {
    /// Whether every loop has a connection.
    let isUp: Bool
    /// Why one of them has none, or what else is not well; nil for nothing. No password is in it.
    let complaint: String?
    /// Commands by outcome.
    let commands: KeyValuePairs<String, Int>
    /// Pushes that were asked for by outcome.
    let claims: KeyValuePairs<String, Int>
    /// Pushes that Redis is to be asked for or told of, when it is back.
    let waiting: Int

    /// A report of what the loops' clients say, of which there is one at least.
    init(_ snapshots: [RedisSnapshot], _ counts: SharedCounts.Snapshot) {
        let worst = snapshots.first { $0.health != .up }
        isUp = worst == nil
        if let worst {
            complaint = "redis: \(worst.fault?.description ?? "not connected yet")"
        } else {
            complaint = counts.isNameTaken ? "another server with this Redis has the same instance name" : nil
        }
        let sum = snapshots.reduce(into: RedisCounts()) { $0 += $1.counts }
        commands = [
            "answered": sum.answered - sum.refused, "refused": sum.refused, "down": sum.down,
            "timed_out": sum.timedOut, "broken": sum.broken, "full": sum.full,
        ]
        claims = [
            "won": counts.won, "answered": counts.answered, "unreachable": counts.unreachable, "twice": counts.twice,
        ]
        waiting = counts.waiting
    }
}
