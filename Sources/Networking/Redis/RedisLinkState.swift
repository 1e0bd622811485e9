/// Whether there is a connection, and what is to be done about it. It knows no clock and opens no socket.
///
/// It is the circuit breaker, too. A command waits for a connection only where nothing speaks against one: the first, or
/// one in the place of a connection that has served well and was closed. After any other end commands fail at once, and
/// what finds out whether the server is back is a greeting that nobody waits for. So a server that stalls costs those
/// commands one deadline that are on their way, and no other. One that greets well and then stalls again does not get
/// away with it: only time makes the pauses short again.
struct RedisLinkState {
    enum Phase: Equatable {
        /// Nobody has wanted a connection yet.
        case idle
        /// An attempt is under way. Commands may wait for its end when it is `trusted`.
        case connecting(trusted: Bool)
        case up(since: MonotonicTime)
        /// Left alone until a pause has passed.
        case resting
        case closed
    }

    /// How long a connection must have held to be thought a good one, in milliseconds.
    static let steadyTime = 5_000

    private(set) var phase = Phase.idle
    /// Why there is no connection; nil while there is one.
    private(set) var fault: RedisFault?
    private var backoff = RedisBackoff()

    /// A connection is wanted. True when one is to be opened.
    mutating func want() -> Bool {
        guard phase == .idle else { return false }
        phase = .connecting(trusted: true)
        return true
    }

    /// The server has answered the greeting.
    mutating func open(at now: MonotonicTime) {
        phase = .up(since: now)
        fault = nil
    }

    /// The attempt takes longer than a command may wait. Nobody waits for it any more.
    mutating func distrust() {
        phase = .connecting(trusted: false)
        fault = .stalled
    }

    /// The connection or the attempt has ended. The pause before the next attempt in milliseconds, or nil when one is to
    /// begin at once.
    mutating func end(_ fault: RedisFault, at now: MonotonicTime, jitter: Double) -> Int? {
        self.fault = fault
        if case .up(let since) = phase, since + Self.steadyTime <= now {
            backoff = RedisBackoff()
            if case .broken = fault {
                phase = .connecting(trusted: true)
                return nil
            }
        }
        phase = .resting
        return backoff.next(jitter: jitter)
    }

    /// The pause has passed: an attempt begins.
    mutating func wake() { phase = .connecting(trusted: false) }

    /// There is never to be a connection again.
    mutating func close() { phase = .closed }
}
