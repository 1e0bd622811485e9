/// Lets so many lines about refused requests through that an operator sees what happens, and no more: whoever sends
/// ten thousand bad requests a second must not fill the disk.
struct RefusalLimiter {
    /// Lines a second of one sort, and of all together.
    private static let perLabel = 3
    private static let perSecond = 10

    private var second = 0
    private var written: [String: Int] = [:]
    private var total = 0
    private var unwritten = 0

    /// Nil when no line may be written; otherwise the number of lines that were not since the last.
    mutating func allows(_ label: String, now: Int) -> Int? {
        if now != second {
            second = now
            written.removeAll(keepingCapacity: true)
            total = 0
        }
        guard total < Self.perSecond, written[label, default: 0] < Self.perLabel else {
            unwritten += 1
            return nil
        }
        written[label, default: 0] += 1
        total += 1
        defer { unwritten = 0 }
        return unwritten
    }
}
