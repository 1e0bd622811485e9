import WeChat

/// Lets so many lines about refused requests through that an operator sees what happens, and no more: whoever sends
/// ten thousand bad requests a second must not fill the disk.
struct RefusalLimiter {
    /// Lines a second of one sort, and of all together.
    private static let perLabel = 3
    private static let perSecond = 10

    /// For each sort none.
    private static let none = [Int](repeating: 0, count: RefusalLabel.allCases.count)

    private var second = 0
    private var written = Self.none
    private var total = 0
    private var unwritten = 0

    /// Nil when no line may be written; otherwise the number of lines that were not since the last.
    mutating func allows(_ label: RefusalLabel, now: Int) -> Int? {
        if now != second {
            second = now
            written = Self.none
            total = 0
        }
        guard total < Self.perSecond, written[label.rawValue] < Self.perLabel else {
            unwritten += 1
            return nil
        }
        written[label.rawValue] += 1
        total += 1
        defer { unwritten = 0 }
        return unwritten
    }
}
