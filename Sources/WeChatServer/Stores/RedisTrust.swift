import Networking

/// What Redis can be relied on for behind an outage.
struct RedisTrust {
    /// When others' claims may be taken over.
    private(set) var steady = MonotonicTime.never
    /// When pushes may be asked for that could not be asked for before.
    private(set) var askable = MonotonicTime(nanoseconds: 0)
    /// The process that Redis is, by its own name.
    private var process: Substring?
    /// When it went, in seconds; nil while it is there.
    private var gone: Int?

    /// Redis has gone, or is still away.
    mutating func lose(at time: Int) { gone = gone ?? time }

    /// There is a connection.
    mutating func regain(at now: MonotonicTime, _ limits: ClaimLimits) {
        steady = now + limits.grace
        if gone != nil { askable = now + limits.recall }
    }

    /// Redis has answered `INFO server`, or has not. When it went, if it may have lost what it was told until then: as one that
    /// was started again, or that is in the place of another.
    mutating func meet(_ answer: RedisValue?, at now: MonotonicTime) -> Int? {
        let before = process
        process = answer?.text?.split(separator: "\r\n").first { $0.hasPrefix("run_id:") }
        defer { gone = nil }
        guard process == nil || process != before else {
            askable = now
            return nil
        }
        return gone
    }
}
