/// How long to leave a server alone after so many failures in a row: twice as long each time, with jitter, so that the
/// loops of all instances do not come back together.
struct RedisBackoff: Equatable {
    /// The first pause and the longest, in milliseconds.
    static let shortest = 50
    static let longest = 2_000

    private var pause = shortest

    /// The pause behind one more failure: half of what it may be, and by `jitter`, from 0 to 1, up to all of it.
    mutating func next(jitter: Double) -> Int {
        defer { pause = min(pause * 2, Self.longest) }
        return Int(Double(pause) * (0.5 + jitter / 2))
    }
}
