import CSQLite

/// A connection to a database. One thread at a time may use it.
final class SQLiteConnection {
    /// Nil when it is closed. SQLite calls the use of that a mistake, and does nothing.
    private var raw: OpaquePointer?
    private var statements: [String: SQLiteStatement] = [:]
    /// On the heap, because SQLite keeps the address.
    private let frames: UnsafeMutablePointer<Int32>

    /// How long another program that has the file is waited for, in milliseconds.
    private let patience: Int32

    /// Nobody asks how much memory SQLite has, and the count is behind a lock that each of its allocations takes. Of use
    /// before anything else is done with SQLite, and in vain later.
    private static let countsNoMemory: Void = { _ = shim_count_no_memory() }()

    /// Opens a file. `fileSystem` names another of SQLite's ways to files, for the tests' faults.
    init(
        _ path: String, isReader: Bool = false, patience: Int32 = 1_000, fileSystem: String? = nil
    ) throws(SQLiteError) {
        Self.countsNoMemory
        let access = isReader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX, fileSystem)
        guard code == SQLITE_OK, let opened else {
            let error = SQLiteError(code, opened)
            sqlite3_close_v2(opened)
            throw error
        }
        raw = opened
        self.patience = patience
        frames = .allocate(capacity: 1)
        frames.initialize(to: 0)
        sqlite3_extended_result_codes(raw, 1)
        sqlite3_busy_timeout(raw, patience)
    }

    deinit {
        close()
        frames.deallocate()
    }

    /// Closes the file now: whoever opens it next must not meet this connection's end.
    func close() {
        for statement in statements.values { statement.close() }
        statements = [:]
        sqlite3_close_v2(raw)
        raw = nil
    }

    /// Runs statements that have no values and whose rows nobody wants.
    func execute(_ sql: String) throws(SQLiteError) {
        try check(sqlite3_exec(raw, sql, nil, nil, nil))
    }

    /// The statement of that text, which is kept prepared.
    func statement(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        if let known = statements[sql] { return known }
        var prepared: OpaquePointer?
        try check(sqlite3_prepare_v3(raw, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil))
        guard let prepared, let raw else { throw SQLiteError(SQLITE_MISUSE, nil) }
        let statement = SQLiteStatement(prepared, of: raw)
        statements[sql] = statement
        return statement
    }

    /// The number that a statement says, 0 when it says nothing.
    func number(_ sql: String) throws(SQLiteError) -> Int {
        let statement = try statement(sql)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : 0
    }

    /// The same for a text.
    func text(_ sql: String) throws(SQLiteError) -> String {
        let statement = try statement(sql)
        defer { statement.reset() }
        return try statement.step() ? statement.text(0) : ""
    }

    /// Runs `body` as one transaction: all of it is kept, or nothing.
    func transaction<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
        try statement("BEGIN IMMEDIATE").run()
        do throws(SQLiteError) {
            let result = try body()
            try statement("COMMIT").run()
            return result
        } catch {
            // Some failures have ended it already.
            if let raw, sqlite3_get_autocommit(raw) == 0 { sqlite3_exec(raw, "ROLLBACK", nil, nil, nil) }
            throw error
        }
    }

    /// Rows that the last statement has changed.
    var changes: Int { raw.map { Int(sqlite3_changes64($0)) } ?? 0 }

    /// The number of the row that was added last.
    var lastID: Int { raw.map { Int(sqlite3_last_insert_rowid($0)) } ?? 0 }

    /// Frames that the write-ahead log had after the last transaction of this connection, unless all was brought over.
    var logFrames: Int { Int(frames.pointee) }

    /// Begins to take down the log's frames.
    func watchLog() {
        _ = sqlite3_wal_hook(raw, noteFrames, frames)
    }

    /// How much of the write-ahead log stands in the file.
    struct LogState: Equatable {
        /// Its frames, each a page.
        var frames: Int
        /// Those of them that have been brought into the database.
        var done: Int
    }

    /// Brings the write-ahead log into the database: as far as that makes nobody wait, or all of it, and then empties it.
    func checkpoint(truncates: Bool = false) throws(SQLiteError) -> LogState {
        var frames: Int32 = 0
        var done: Int32 = 0
        let mode = truncates ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE
        // Whoever reads is not waited for: there is another time.
        sqlite3_busy_timeout(raw, 0)
        defer { sqlite3_busy_timeout(raw, patience) }
        try check(sqlite3_wal_checkpoint_v2(raw, nil, mode, &frames, &done))
        if frames == done { self.frames.pointee = 0 }
        return LogState(frames: Int(frames), done: Int(done))
    }

    /// Brings what was written into the file's pages onto the disk. (By SQLite's own descriptor: to close another one would
    /// give its locks away.)
    func syncFile() throws(SQLiteError) {
        var file: UnsafeMutablePointer<sqlite3_file>?
        try check(sqlite3_file_control(raw, "main", SQLITE_FCNTL_FILE_POINTER, &file))
        guard let file, let methods = file.pointee.pMethods else { return }
        try check(methods.pointee.xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY))
    }

    private func check(_ code: Int32) throws(SQLiteError) {
        guard code == SQLITE_OK else { throw SQLiteError(code, raw) }
    }
}

private func noteFrames(
    _ context: UnsafeMutableRawPointer?, _: OpaquePointer?, _: UnsafePointer<CChar>?, _ frames: Int32
) -> Int32 {
    context?.storeBytes(of: frames, as: Int32.self)
    return SQLITE_OK
}
