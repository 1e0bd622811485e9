import Glibc
import Networking
import WeChat

/// What has come, on the disk: a push that is answered once it is in here is not lost with the process, and its retry is
/// answered as it was.
///
/// Loops hand in what is to be written and are told when it is there. One thread writes (`JournalWriter`), another keeps
/// the file small (`JournalKeeper`). A server without a journal has none of this, and forgets with its process.
final class Journal: Sendable {
    typealias Policy = Configuration.Journal.Policy

    /// How long things are kept.
    struct Retention: Sendable {
        /// Seconds that answers are kept for retries.
        var answers = 86_400
        /// Seconds that documents are kept.
        var bodies = 7 * 86_400
        /// Bytes of the file. When it is nearly full, the oldest go that are finished.
        var bytes = 1 << 30
    }

    /// How often the keeper looks, in milliseconds.
    struct Rhythm: Sendable {
        var tick = 1_000
        /// Between two looks for what is old, and between two slices of it.
        var purge = 60_000
        var slice = 3
        /// Until the writer tries again what has failed; the double, when it fails again, and so on.
        var retry = 100
    }

    struct Options: Sendable {
        var policy = Policy.durable
        var retention = Retention()
        var rhythm = Rhythm()
        /// Bytes that may wait for the writer.
        var room = 16 << 20
        /// The seed of the keys, where that is given; otherwise the file's own.
        var seed: HashSeed?
        /// The server's loops.
        var loops = 1
        /// The name of SQLite's way to files; the tests have one with faults.
        var fileSystem: String?
        /// Told why nothing can be written, and with nil when that is over. From any thread.
        var report: @Sendable (JournalError?) -> Void = { _ in }
    }

    /// How the journal does.
    struct Health: Sendable {
        /// Why the last transaction was not kept; nil when it was.
        var failure: JournalError?
        /// Transactions that were kept, and that were not.
        var commits: Int
        var failures: Int
        /// Operations that wait.
        var waiting: Int
    }

    /// Where a damaged file was moved, in whose place this one is.
    let setAside: String?
    /// Late answers that were being sent when the last process ended; they are not sent again.
    let caughtSending: Int
    /// Whether the last process has stopped, and did not die; also when there was none.
    let wasStopped: Bool
    /// Which pushes are in handlers that do not wait, one for each loop, and one more.
    let notes: HandlerNotes
    /// The seed of the keys in here. A process whose own is another cannot look them up.
    let seed: HashSeed

    private let directory: JournalDirectory
    private let writer: JournalWriter
    private let keeper: JournalKeeper
    private let desk = Locked<JournalRequests.Desk?>(nil)
    private let index: JournalIndex
    private let reader: Locked<JournalReader>

    /// Opens the journal in a directory that no other process has, and makes both where they are not.
    ///
    /// A file that is damaged is moved aside, and a new one made: see `setAside`.
    init(_ path: String, _ options: Options = Options(), now: Int = time(nil)) throws(JournalError) {
        directory = try JournalDirectory(path)
        let (connection, moved) = try JournalFile.open(directory, options, now: now)
        setAside = moved
        notes = try HandlerNotes(JournalDirectory.notes(in: path), count: options.loops + 1)
        do throws(SQLiteError) {
            seed = try JournalFile.seed(connection, given: options.seed)
            caughtSending = try connection.markUnknown()
            wasStopped = try JournalFile.takeStopMark(connection)
            index = try JournalIndex(connection, since: now - options.retention.answers)
            let last = try connection.number(
                "SELECT max(ifnull((SELECT max(id) FROM push), 0), ifnull(max(id), 0)) FROM body")
            reader = Locked(try JournalReader(directory.file, fileSystem: options.fileSystem))
            writer = try JournalWriter(connection, options, nextID: last + 1)
            keeper = try JournalKeeper(writer, file: directory.file, options, desk)
        } catch {
            throw .refused(error)
        }
        writer.start()
        keeper.start()
    }

    /// Whether a new push can be kept, for all that is known: the disk works, and not too much waits for it.
    var isTaking: Bool { writer.isTaking }

    /// Keeps a push, together with the changes that `others` has for its number, and calls `done` on the loop when all is
    /// there, however long it takes. The number of its row.
    @discardableResult func insert(
        _ arrival: JournalArrival, with others: (JournalRow.ID) -> [JournalChange] = { _ in [] }, on loop: EventLoop,
        _ done: @escaping @Sendable () -> Void
    ) -> JournalRow.ID {
        writer.insert(arrival, with: others, JournalWriter.Notice(loop: loop, done: done))
    }

    /// Writes changes, all or none.
    func write(_ changes: JournalChange...) {
        writer.add(JournalWriter.Operation(changes: changes))
    }

    /// The same, and `done` is called on the loop when they are there, however long it takes.
    func write(_ changes: [JournalChange], on loop: EventLoop, _ done: @escaping @Sendable () -> Void) {
        writer.add(JournalWriter.Operation(changes: changes, notice: JournalWriter.Notice(loop: loop, done: done)))
    }

    /// Deletes what a user has sent so far, and calls `done` on the loop when that cannot be lost any more.
    func forget(_ user: PushKey.User, on loop: EventLoop, _ done: @escaping @Sendable () -> Void) {
        let end = writer.shared.withLock { $0.nextID }
        write([.forget(user, before: end, sparing: nil)], on: loop, done)
    }

    /// Lets other processes ask for replays from now on, once what was `unfinished` at the start has been read: replayed
    /// rows are unfinished, too. Both are called on the journal's thread and must not wait.
    ///
    /// `replay` gets a row with its document, which is unfinished in the file already, and runs it as after a restart, with
    /// the attempt behind the row's; when it says false, it is asked again a tick later. `forget` forgets what is known of
    /// a user beside the journal, which deletes its own.
    func takeRequests(
        replay: @escaping @Sendable (JournalRow) -> Bool, forget: @escaping @Sendable (PushKey.User) -> Void
    ) {
        desk.withLock { $0 = JournalRequests.Desk(replay: replay, forget: forget) }
    }

    /// The push of that key, if an earlier process has taken it within the time that answers are kept: with what it was
    /// answered, so far as it was. Nothing is read for a key that is new.
    func earlier(_ key: PushKey) throws(SQLiteError) -> JournalRow? {
        for id in index.candidates(key) {
            guard let row = try read({ reader throws(SQLiteError) in try reader.row(id) }) else { continue }
            if row.key == key { return row }
        }
        return nil
    }

    /// Pushes whose handlers are still to be asked, or whose late answer waits, with their documents, in the order of
    /// arrival: `limit` of them after that one.
    func unfinished(after: JournalRow.ID = 0, limit: Int = 256) throws(SQLiteError) -> [JournalRow] {
        try read { reader throws(SQLiteError) in try reader.unfinished(after: after, limit: limit) }
    }

    /// Reads what is there. From any thread, one at a time.
    func read<Result, Failure>(_ body: (JournalReader) throws(Failure) -> Result) throws(Failure) -> Result {
        try reader.withLock { reader in
            Swift.Result { () throws(Failure) in try body(reader) }
        }.get()
    }

    var health: Health {
        writer.shared.withLock { shared in
            Health(
                failure: shared.failure, commits: shared.queue.commits, failures: shared.queue.failures,
                waiting: shared.queue.count)
        }
    }

    /// Writes what waits, ends the journal's threads and lets the directory go. Not to be called on a loop.
    func close() {
        keeper.close()
        reader.withLock { $0.close() }
        writer.close()
        directory.unlock()
    }
}

extension SQLiteConnection {
    /// Marks the late answers that were being sent.
    fileprivate func markUnknown() throws(SQLiteError) -> Int {
        try statement("UPDATE push SET late = ?2 WHERE late = ?1").run(
            JournalRow.Late.Step.sending.rawValue, JournalRow.Late.Step.unknown.rawValue)
        return changes
    }
}
