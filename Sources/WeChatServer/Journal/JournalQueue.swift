/// What waits for the journal's writer, and when the writer tries.
///
/// Pure: what is added and what became of it comes in, decisions go out. All that waits is one transaction: the longer the
/// disk takes, the more waits. What could not be written waits on: nothing that was taken is given up.
struct JournalQueue<Operation> {
    /// What the writer does next.
    enum Next: Equatable {
        case again
        /// Nothing, until it is told.
        case rest
        /// The same as `again`, in so many milliseconds, even when nothing waits.
        case pause(Int)
    }

    /// Bytes with which new pushes are taken.
    private let room: Int
    /// The first pause after a failure, in milliseconds.
    private let retry: Int
    private var waiting: [Operation] = []
    /// Those that are being written.
    private var taken: [Operation] = []
    /// The sizes of these, and of those that wait.
    private var sizes: [Int] = []
    private var bytes = 0
    /// Whether the writer will come without being told.
    private var isWriterComing = false
    private var isClosed = false

    /// Transactions that were kept, and that were not.
    private(set) var commits = 0
    private(set) var failures = 0
    /// Those that were not since the last that was.
    private(set) var failuresInRow = 0

    /// Operations that wait or are being written.
    var count: Int { sizes.count }
    /// Whether a new push finds room. What was taken goes on in any case.
    var hasRoom: Bool { bytes < room }

    init(room: Int, retry: Int) {
        self.room = room
        self.retry = retry
    }

    /// How many operations are one transaction at most: a commit is to be waited for, not a heap of them.
    private static var batch: Int { 1_000 }

    /// Adds an operation. Whether the writer is to be told.
    mutating func add(_ operation: Operation, size: Int) -> Bool {
        guard !isClosed else { return false }
        waiting.append(operation)
        sizes.append(size)
        bytes += size
        defer { isWriterComing = true }
        return !isWriterComing
    }

    /// Takes no more from now on.
    mutating func close() { isClosed = true }

    /// What is to be written as one.
    mutating func take() -> [Operation] {
        let rest = Array(waiting.dropFirst(Self.batch))
        waiting.removeLast(rest.count)
        // Handed on as it is: a copy would be a third of the work.
        (taken, waiting) = (waiting, rest)
        return taken
    }

    /// What was taken has been written, or could not be.
    mutating func end(isKept: Bool) -> Next {
        let taken = self.taken
        self.taken = []
        guard isKept else {
            waiting = taken + waiting
            failures += 1
            failuresInRow += 1
            // Tried again without being asked, so that it is known when the cause has gone.
            return .pause(min(retry << min(failuresInRow - 1, 4), 1_500))
        }
        bytes -= sizes.prefix(taken.count).reduce(0, +)
        sizes.removeFirst(taken.count)
        commits += 1
        failuresInRow = 0
        isWriterComing = !waiting.isEmpty
        return waiting.isEmpty ? .rest : .again
    }
}
