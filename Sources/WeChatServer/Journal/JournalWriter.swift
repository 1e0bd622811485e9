import Glibc
import Networking
import Synchronization
import WeChat

/// Writes what waits, on a thread of its own: all that waits when it is done with the last is one transaction, and each
/// loop is told once of what was its own.
final class JournalWriter: @unchecked Sendable {  // used on its loop only, but for what is locked
    /// Changes that go together, and who is to be told when they are in the file.
    struct Operation: Sendable {
        let changes: [JournalChange]
        var notice: Notice?
    }

    struct Notice: Sendable {
        let loop: EventLoop
        let done: @Sendable () -> Void
    }

    /// What the loops and the writer share.
    struct Shared {
        var queue: JournalQueue<Operation>
        var nextID: Int
        /// Why the last transaction was not kept.
        var failure: JournalError?
        /// Frames of the write-ahead log.
        var frames = 0
        /// Told when the log is long.
        var onLongLog: (@Sendable () -> Void)?
    }

    let loop = EventLoop()
    let shared: Locked<Shared>
    let connection: SQLiteConnection
    private let statements: JournalStatements
    private let report: @Sendable (JournalError?) -> Void
    private let taking = Atomic<Bool>(true)
    private var pause: LoopTimer?

    /// Frames of the log that are worth a checkpoint: the more, the fewer pages are brought over twice.
    private static let longLog = 4_096

    init(_ connection: SQLiteConnection, _ options: Journal.Options, nextID: Int) throws(SQLiteError) {
        self.connection = connection
        statements = try JournalStatements(connection)
        report = options.report
        let queue = JournalQueue<Operation>(room: options.room, retry: options.rhythm.retry)
        shared = Locked(Shared(queue: queue, nextID: nextID))
    }

    func start() { loop.start() }

    /// Whether a new push can be kept, for all that is known.
    var isTaking: Bool { taking.load(ordering: .relaxed) }

    func add(_ operation: Operation) {
        let wakes = shared.withLock { $0.add(operation, taking) }
        if wakes { loop.execute { self.work() } }
    }

    /// Takes an arrival with what goes together with it, and gives it a number.
    func insert(
        _ arrival: JournalArrival, with others: (JournalRow.ID) -> [JournalChange], _ notice: Notice?
    ) -> JournalRow.ID {
        // The number is given with the place in the queue, so that rows are added at the end only.
        let (id, wakes) = shared.withLock { shared in
            let id = shared.nextID
            shared.nextID += 1
            var changes = [JournalChange.insert(id, arrival)]
            // Most have none, and joining lists copies them all the same.
            let more = others(id)
            if !more.isEmpty { changes += more }
            return (id, shared.add(Operation(changes: changes, notice: notice), taking))
        }
        if wakes { loop.execute { self.work() } }
        return id
    }

    /// Runs `body` on the writer's thread, between two transactions, and waits for it. Not to be called on a loop.
    func perform<Result: Sendable>(_ body: @escaping @Sendable (SQLiteConnection) -> Result) -> Result {
        let result = Locked<Result?>(nil)
        let done = Semaphore()
        loop.execute {
            let value = body(self.connection)
            result.withLock { $0 = value }
            done.signal()
        }
        done.wait()
        // It was set before the signal.
        return result.withLock { $0.unsafelyUnwrapped }
    }

    /// Runs `body` as a transaction of its own in the same way.
    func transaction<Result: Sendable>(
        _ body: @escaping @Sendable (SQLiteConnection) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try perform { connection in
            Swift.Result { () throws(SQLiteError) in
                try connection.transaction { () throws(SQLiteError) in try body(connection) }
            }
        }.get()
    }

    /// Writes what waits, if that can be done, and takes no more.
    func close() {
        shared.withLock { $0.queue.close() }
        let done = Semaphore()
        loop.execute {
            self.pause = nil
            while self.write() == .again {}
            _ = try? self.statements.noteStop()
            _ = try? self.connection.checkpoint(truncates: true)
            self.connection.close()
            done.signal()
        }
        done.wait()
        loop.stop()
    }

    private func work() {
        switch write() {
        case .rest: break
        // Behind what others want of this thread, and of this core: the more has come until then, the fewer commits.
        case .again:
            sched_yield()
            loop.execute { self.work() }
        case .pause(let milliseconds):
            let timer = pause ?? LoopTimer(loop) { [unowned self] in work() }
            pause = timer
            timer.schedule(after: milliseconds)
        }
    }

    /// Writes what waits as one.
    private func write() -> JournalQueue<Operation>.Next {
        let operations = shared.withLock { $0.queue.take() }
        var failure: JournalError?
        do throws(SQLiteError) {
            try commit(operations)
        } catch {
            failure = .refused(error)
        }
        let frames = connection.logFrames
        let (next, isNews) = shared.withLock { shared in
            if frames >= Self.longLog, shared.frames < Self.longLog { shared.onLongLog?() }
            shared.frames = frames
            let isNews = (shared.failure == nil) != (failure == nil)
            shared.failure = failure
            let next = shared.queue.end(isKept: failure == nil)
            taking.store(failure == nil && shared.queue.hasRoom, ordering: .relaxed)
            return (next, isNews)
        }
        if isNews { report(failure) }
        if failure == nil { tell(operations) }
        return next
    }

    private func commit(_ operations: [Operation]) throws(SQLiteError) {
        try connection.transaction { () throws(SQLiteError) in
            for operation in operations {
                for change in operation.changes { try statements.write(change) }
            }
            // There is nothing to write but whether that can be done again.
            if operations.isEmpty { try connection.execute("INSERT OR REPLACE INTO meta VALUES ('probe', random())") }
        }
    }

    /// Each loop looks for its own, so that what it has made is freed there as well, and not by a thread that makes nothing.
    private func tell(_ operations: [Operation]) {
        var loops: [EventLoop] = []
        for case let loop? in operations.lazy.map(\.notice?.loop) where !loops.contains(where: { $0 === loop }) {
            loops.append(loop)
        }
        for loop in loops {
            loop.execute {
                for case let notice? in operations.lazy.map(\.notice) where notice.loop === loop { notice.done() }
            }
        }
    }
}

extension JournalWriter.Shared {
    /// Whether the writer is to be told. `taking` is whether new pushes are taken from now on.
    fileprivate mutating func add(_ operation: JournalWriter.Operation, _ taking: borrowing Atomic<Bool>) -> Bool {
        defer { if !queue.hasRoom { taking.store(false, ordering: .relaxed) } }
        return queue.add(operation, size: operation.changes.reduce(0) { $0 + $1.size })
    }
}
