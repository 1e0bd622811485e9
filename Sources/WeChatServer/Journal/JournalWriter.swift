import Networking
import WeChat

/// Writes what waits, on a thread of its own: all that waits when it is done with the last is one transaction, and each
/// loop is told once of what was its own.
final class JournalWriter: @unchecked Sendable {  // used on its loop only, but for what is locked
    /// A change, and who is to be told when it is in the file, or cannot be.
    struct Operation: Sendable {
        let change: JournalChange
        var notice: Notice?
    }

    struct Notice: Sendable {
        let loop: EventLoop
        let done: @Sendable (JournalError?) -> Void
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
    private var pause: LoopTimer?

    /// Frames of the log that are worth a checkpoint: the more, the fewer pages are brought over twice.
    private static let longLog = 4_096

    init(_ connection: SQLiteConnection, _ options: Journal.Options, nextID: Int) throws(SQLiteError) {
        self.connection = connection
        statements = try JournalStatements(connection)
        let queue = JournalQueue<Operation>(room: options.room, retry: options.rhythm.retry)
        shared = Locked(Shared(queue: queue, nextID: nextID))
    }

    func start() { loop.start() }

    /// Takes an operation. False when there is no room.
    func add(_ operation: Operation) -> Bool {
        admit(shared.withLock { $0.queue.add(operation, size: operation.change.size, isArrival: false) })
    }

    /// Takes an arrival, and gives it a number. Nil when there is no room.
    func insert(_ arrival: JournalArrival, _ notice: Notice?) -> JournalRow.ID? {
        // The number is given with the place in the queue, so that rows are added at the end only.
        let (id, admission) = shared.withLock { shared in
            let change = JournalChange.insert(shared.nextID, arrival)
            let operation = Operation(change: change, notice: notice)
            let admission = shared.queue.add(operation, size: change.size, isArrival: true)
            defer { shared.nextID += admission == .refused ? 0 : 1 }
            return (shared.nextID, admission)
        }
        return admit(admission) ? id : nil
    }

    private func admit(_ admission: JournalQueue<Operation>.Admission) -> Bool {
        if admission == .wakes { loop.execute { self.work() } }
        return admission != .refused
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

    /// Writes what waits and takes no more.
    func close() {
        shared.withLock { $0.queue.close() }
        let done = Semaphore()
        loop.execute {
            self.pause = nil
            while self.shared.withLock({ $0.queue.count }) > 0 { _ = self.write() }
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
        // Behind what others want of this thread.
        case .again: loop.execute { self.work() }
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
        let next = shared.withLock { shared in
            shared.failure = failure
            if frames >= Self.longLog, shared.frames < Self.longLog { shared.onLongLog?() }
            shared.frames = frames
            return shared.queue.end(isKept: failure == nil)
        }
        tell(operations, failure)
        return next
    }

    private func commit(_ operations: [Operation]) throws(SQLiteError) {
        try connection.transaction { () throws(SQLiteError) in
            for operation in operations { try statements.write(operation.change) }
            // There is nothing to write but whether that can be done again.
            if operations.isEmpty { try connection.execute("INSERT OR REPLACE INTO meta VALUES ('probe', random())") }
        }
    }

    private func tell(_ operations: [Operation], _ failure: JournalError?) {
        var notices: [ObjectIdentifier: [Notice]] = [:]
        for operation in operations {
            if let notice = operation.notice { notices[ObjectIdentifier(notice.loop), default: []].append(notice) }
        }
        for (_, notices) in notices {
            notices[0].loop.execute { for notice in notices { notice.done(failure) } }
        }
    }
}
