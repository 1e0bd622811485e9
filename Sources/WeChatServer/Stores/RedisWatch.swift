import Logging
import Networking

/// Tells the log when Redis cannot be used, and when it can be again: once for all loops, and each reason once an outage.
final class RedisWatch: Sendable {
    private struct Outage {
        /// The loops that have no Redis.
        var loops: Set<ObjectIdentifier> = []
        var reasons: Set<String> = []
    }

    private let logger: Logger
    private let outage = Locked(Outage())

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Whether that client has a connection has changed.
    func note(_ client: RedisClient) {
        let snapshot = client.snapshot
        guard snapshot.health != .up else { return noteEnd(on: client.loop) }
        let reason = snapshot.fault.map { "\($0)" } ?? "no connection"
        let isNews = outage.withLock { outage in
            outage.loops.insert(ObjectIdentifier(client.loop))
            return outage.reasons.insert(reason).inserted
        }
        guard isNews else { return }
        logger.error("redis cannot be used, and pushes are taken but wait for it: \(reason)")
    }

    /// Whether another server has this one's name has changed.
    func noteName(isTaken: Bool) {
        if isTaken {
            logger.error("another server with this Redis has the same name: give each an instance of its own")
        } else {
            logger.notice("no other server has the same name any more")
        }
    }

    private func noteEnd(on loop: EventLoop) {
        let isOver = outage.withLock { outage in
            guard outage.loops.remove(ObjectIdentifier(loop)) != nil, outage.loops.isEmpty else { return false }
            outage.reasons = []
            return true
        }
        if isOver { logger.notice("redis can be used again") }
    }
}
