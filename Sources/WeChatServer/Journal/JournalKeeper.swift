import Glibc
import Networking
import WeChat

/// Keeps the file small, on a thread of its own: brings the write-ahead log into the database, has what is old deleted,
/// and what users have left behind who are to be forgotten. It also does what other processes ask for.
///
/// What changes the file is done by the writer, between two transactions; this thread waits for it.
final class JournalKeeper: @unchecked Sendable {  // used on its loop only, once it was started
    private let loop = EventLoop()
    private let writer: JournalWriter
    private let connection: SQLiteConnection
    private let rhythm: Journal.Rhythm
    private let requests: JournalRequests
    private var purge: JournalPurge
    /// Nil when this has ended.
    private var timer: LoopTimer?
    private var commits = 0
    /// Ticks since something was written.
    private var quiet = 0
    /// Users of whom everything is deleted but what the log still holds.
    private var deleted: [Int: Rest] = [:]
    private var nextPurge = MonotonicTime(nanoseconds: 0)

    /// What stays of a user: what came from a row on, and the row that is spared.
    private struct Rest: Equatable {
        let before: Int
        let spared: Int
    }

    /// After so many quiet ticks nothing of what was written is left in the log.
    private static let longQuiet = 30
    /// Frames that the writer brings over itself, so that it can begin the log anew.
    private static let rest = 64
    /// Rows that are looked through at once for users to be forgotten.
    private static let page = 5_000
    /// Rows that are deleted at once.
    private static let slice = 32

    init(
        _ writer: JournalWriter, file: String, _ options: Journal.Options, _ desk: Locked<JournalRequests.Desk?>
    ) throws(SQLiteError) {
        self.writer = writer
        requests = JournalRequests(writer, desk)
        rhythm = options.rhythm
        purge = JournalPurge(options.retention)
        connection = try SQLiteConnection(file, fileSystem: options.fileSystem)
        try connection.execute("PRAGMA wal_autocheckpoint = 0")
        // Before its first read a connection does not know of the log, and leaves all of it to the writer.
        _ = try forgotten()
    }

    func start() {
        loop.execute { [self] in
            timer = LoopTimer(loop) { [unowned self] in tick() }
            timer?.schedule(after: rhythm.tick)
        }
        loop.start()
        let onLongLog: @Sendable () -> Void = { [weak self] in
            guard let self else { return }
            loop.execute { self.checkpoint() }
        }
        writer.shared.withLock { $0.onLongLog = onLongLog }
    }

    /// Ends what is being done, and waits for that.
    func close() {
        let done = Semaphore()
        loop.execute { [self] in
            timer = nil
            connection.close()
            done.signal()
        }
        done.wait()
        loop.stop()
    }

    private func tick() {
        // What fails now is tried again at the next tick; the writer's own failures are what tells of a bad disk.
        try? requests.take(connection)
        try? forget()
        let isPurging = (try? purgeSlice()) ?? false
        let (commits, frames) = writer.shared.withLock { ($0.queue.commits, $0.frames) }
        quiet = commits == self.commits ? quiet + 1 : 0
        if !deleted.isEmpty || requests.needsEmptyLog || quiet == Self.longQuiet {
            checkpoint(truncates: true)
        } else if quiet > 0, frames > 0 {
            // The log keeps its length: a file that grows with each commit is slower to sync.
            checkpoint()
        }
        self.commits = commits
        let pause = purge.isTight ? 0 : rhythm.slice
        timer?.schedule(after: isPurging ? pause : rhythm.tick)
    }

    /// Brings the log over. The rest, which has come meanwhile, is the writer's: it can begin the log anew only when
    /// nothing is left of it, and while it writes something always is.
    private func checkpoint(truncates: Bool = false) {
        guard timer != nil else { return }
        var state = SQLiteConnection.LogState(frames: 0, done: 0)
        for _ in 0..<8 {
            // With its sync, or the writer would wait for all of it when it brings over the last of it.
            guard let new = try? connection.checkpoint(), (try? connection.syncFile()) != nil else { return }
            state = new
            if state.frames - state.done <= Self.rest { break }
        }
        let shared = writer.shared
        let isDone = writer.perform { connection in
            let isDone = (try? connection.checkpoint(truncates: truncates)) != nil
            shared.withLock { $0.frames = connection.logFrames }
            return isDone
        }
        guard isDone, truncates else { return }
        try? requests.endErasing()
        try? endForgetting()
    }

    private func purgeSlice() throws(SQLiteError) -> Bool {
        guard try isPurgeDue() else { return false }
        let purge = self.purge
        let result = writer.perform { connection in
            var purge = purge
            let begin = MonotonicTime.now()
            let hasMore = (try? purge.step(connection, now: time(nil))) ?? false
            purge.took(MonotonicTime.now().nanoseconds - begin.nanoseconds)
            return (purge, hasMore)
        }
        self.purge = result.0
        if !result.1 { nextPurge = MonotonicTime.now() + rhythm.purge }
        return result.1
    }

    /// A file that fills is not waited for.
    private func isPurgeDue() throws(SQLiteError) -> Bool {
        if MonotonicTime.now() >= nextPurge { return true }
        return try purge.isNearlyFull(connection)
    }

    /// Deletes what those users have left who are to be forgotten, all in one look through the rows.
    private func forget() throws(SQLiteError) {
        let wanted = try forgotten().filter { deleted[$0.key] != $0.value }
        guard !wanted.isEmpty else { return }
        var place = 0
        while true {
            let (found, last) = try rows(of: wanted, after: place)
            for start in stride(from: 0, to: found.count, by: Self.slice) {
                let slice = Array(found[start..<min(start + Self.slice, found.count)])
                try writer.transaction { connection throws(SQLiteError) in try connection.delete(slice) }
            }
            guard let last else { break }
            place = last
        }
        deleted.merge(wanted) { $1 }
    }

    /// Strikes out the users of whom nothing is left, in the log either: whoever has asked for it looks here.
    private func endForgetting() throws(SQLiteError) {
        let users = deleted
        guard !users.isEmpty else { return }
        try writer.transaction { connection throws(SQLiteError) in
            let end = try connection.statement("DELETE FROM forgotten WHERE user = ? AND before = ? AND spared = ?")
            for (user, rest) in users { try end.run(user, rest.before, rest.spared) }
        }
        deleted = [:]
    }

    private func forgotten() throws(SQLiteError) -> [Int: Rest] {
        let statement = try connection.statement("SELECT user, before, spared FROM forgotten")
        defer { statement.reset() }
        var users: [Int: Rest] = [:]
        while try statement.step() {
            users[statement.integer(0)] = Rest(before: statement.integer(1), spared: statement.integer(2))
        }
        return users
    }

    /// What is to be deleted among the next rows, and the last of these; nil when there are none.
    private func rows(
        of users: [Int: Rest], after place: Int
    ) throws(SQLiteError) -> ([(id: Int, isSpared: Bool)], Int?) {
        let statement = try connection.statement("SELECT id, user FROM push WHERE id > ? ORDER BY id LIMIT ?")
        defer { statement.reset() }
        statement.bind(1, place)
        statement.bind(2, Self.page)
        let spared = Set(users.values.map(\.spared))
        var found: [(id: Int, isSpared: Bool)] = []
        var last: Int?
        while try statement.step() {
            let id = statement.integer(0)
            last = id
            let isSpared = spared.contains(id)
            if isSpared || id < users[statement.integer(1)]?.before ?? 0 { found.append((id, isSpared)) }
        }
        return (found, last)
    }
}

extension SQLiteConnection {
    /// Deletes rows with what was written in them, in a transaction of the caller's; of those that are spared, the document
    /// only.
    func delete(_ rows: [(id: Int, isSpared: Bool)]) throws(SQLiteError) {
        let text = JournalText(self)
        for row in rows {
            try text.empty(.bodies, of: row.id)
            guard !row.isSpared else { continue }
            try text.empty(.answers, of: row.id)
            try text.empty(.lateTexts, of: row.id)
            try statement("DELETE FROM push WHERE id = ?").run(row.id)
        }
    }
}
