/// What waits for the journal's writer, and when the writer tries.
///
/// Pure: what is added and what became of it comes in, decisions go out. All that waits is one transaction: the longer the
/// disk takes, the more waits.
struct JournalQueue<Operation> {
    /// What becomes of an operation.
    enum Admission {
        /// There is no room.
        case refused
        /// The writer will find it.
        case taken
        /// The same, but the writer is to be told.
        case wakes
    }

    /// What the writer does next.
    enum Next: Equatable {
        case again
        /// Nothing, until it is told.
        case rest
        /// The same as `again`, in so many milliseconds, even when nothing waits.
        case pause(Int)
    }

    /// Bytes that arrivals may wait with.
    private let room: Int
    /// The first pause after a failure, in milliseconds.
    private let retry: Int
    private var waiting: [(operation: Operation, size: Int)] = []
    /// Those that wait, and those that are being written.
    private var bytes = 0
    private var taken = (count: 0, bytes: 0)
    /// Whether the writer will come without being told.
    private var isWriterComing = false
    private var isClosed = false

    /// Transactions that were kept, and that were not.
    private(set) var commits = 0
    private(set) var failures = 0
    /// Those that were not since the last that was.
    private(set) var failuresInRow = 0

    /// Operations that wait or are being written.
    var count: Int { waiting.count + taken.count }

    init(room: Int, retry: Int) {
        self.room = room
        self.retry = retry
    }

    /// How many operations are one transaction at most: a commit is to be waited for, not a heap of them.
    private static var batch: Int { 1_000 }

    /// Adds an operation. What says how a push goes on that has been taken in finds room when another push does not.
    mutating func add(_ operation: Operation, size: Int, isArrival: Bool) -> Admission {
        guard !isClosed, bytes + size <= (isArrival ? room : 2 * room) else { return .refused }
        waiting.append((operation, size))
        bytes += size
        guard !isWriterComing else { return .taken }
        isWriterComing = true
        return .wakes
    }

    /// Refuses all from now on.
    mutating func close() { isClosed = true }

    /// What is to be written as one.
    mutating func take() -> [Operation] {
        let batch = waiting.prefix(Self.batch)
        taken = (batch.count, batch.reduce(0) { $0 + $1.size })
        let operations = batch.map(\.operation)
        waiting.removeFirst(batch.count)
        return operations
    }

    /// What was taken has been written, or could not be.
    mutating func end(isKept: Bool) -> Next {
        bytes -= taken.bytes
        taken = (0, 0)
        commits += isKept ? 1 : 0
        failures += isKept ? 0 : 1
        failuresInRow = isKept ? 0 : failuresInRow + 1
        guard isKept else {
            // Tried again without being asked, so that it is known when the cause has gone.
            return isClosed ? .again : .pause(min(retry << min(failuresInRow - 1, 4), 1_500))
        }
        isWriterComing = !waiting.isEmpty
        return waiting.isEmpty ? .rest : .again
    }
}
