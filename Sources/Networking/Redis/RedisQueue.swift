/// The commands of a connection whose answers are to come, in the order in which they come.
struct RedisQueue {
    typealias Answered = (Result<RedisValue, RedisError>) -> Void

    /// A command on its way.
    struct Entry {
        let deadline: MonotonicTime
        /// How many bytes of commands there are up to its end, since the connection began.
        let end: Int
        let answered: Answered
    }

    private var entries: [Entry?] = []
    private var first = 0
    /// How many bytes of commands there are, since the connection began.
    private(set) var bytes = 0

    var count: Int { entries.count - first }
    var isEmpty: Bool { count == 0 }

    /// The deadline that passes first.
    var deadline: MonotonicTime? { entries[first...].lazy.compactMap { $0?.deadline }.min() }

    mutating func append(_ size: Int, _ deadline: MonotonicTime, _ answered: @escaping Answered) {
        bytes += size
        entries.append(Entry(deadline: deadline, end: bytes, answered: answered))
    }

    /// Takes the command whose answer has come.
    mutating func next() -> Entry? {
        guard first < entries.count else { return nil }
        let entry = entries[first].take()
        first += 1
        // Moved seldom, so that each entry is moved about once.
        if first == entries.count || first > 512 && first * 2 > entries.count {
            entries.removeFirst(first)
            first = 0
        }
        return entry
    }

    /// Takes all; the next connection begins.
    mutating func takeAll() -> [Entry] {
        defer { self = RedisQueue() }
        return entries[first...].compactMap { $0 }
    }
}
