import WeChat

/// The journal's file: its tables, how it is opened, and what is done when it is damaged.
///
/// Rows are added at the tables' ends, and have no index: a key is a hash, so each push would change a page of an index
/// that no other does, and write ten times as much. Who wants a row has its number, or looks it up in a `JournalIndex`.
///
/// What users have written is in `body` and `reply`. What a push was answered stands beside its document where it is known
/// when the push is written, as for a handler that does not wait: a row of its own is a third more to write. Rows of these
/// are never moved, or SQLite would leave a copy in the unused part of a page: they are added at the end, never made longer
/// or shorter, emptied where they are, and deleted only when their neighbours are empty, too (`JournalText`).
enum JournalFile {
    /// The version of the tables.
    static let version = 1

    private static let tables = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
        CREATE TABLE push(id INTEGER PRIMARY KEY, user INTEGER NOT NULL, own INTEGER NOT NULL, received INTEGER NOT NULL,
            state INTEGER NOT NULL, attempts INTEGER NOT NULL, account TEXT NOT NULL, authorizer TEXT NOT NULL,
            kind TEXT NOT NULL, answer INTEGER NOT NULL, time INTEGER NOT NULL, late INTEGER NOT NULL, text INTEGER NOT NULL);
        CREATE TABLE body(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL, reply BLOB NOT NULL);
        CREATE TABLE reply(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
        CREATE TABLE forgotten(user INTEGER PRIMARY KEY, before INTEGER NOT NULL, spared INTEGER NOT NULL);
        CREATE TABLE request(verb INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY(verb, value)) WITHOUT ROWID;
        PRAGMA user_version = \(version);
        """

    /// Opens the file for the writer, makes it where there is none, and moves away what is damaged, if only once. `moved`
    /// says where to.
    static func open(
        _ directory: JournalDirectory, _ options: Journal.Options, now: Int
    ) throws(JournalError) -> (connection: SQLiteConnection, moved: String?) {
        do throws(JournalError) {
            return (try prepared(directory, options), nil)
        } catch {
            guard case .refused(let reason) = error, reason.isCorruption else { throw error }
            let place = try directory.setAside(now: now)
            return (try prepared(directory, options), place)
        }
    }

    private static func prepared(
        _ directory: JournalDirectory, _ options: Journal.Options
    ) throws(JournalError) -> SQLiteConnection {
        try directory.makeFile()
        let connection = try JournalError.refusing { () throws(SQLiteError) in
            try SQLiteConnection(directory.file, fileSystem: options.fileSystem)
        }
        let found = try JournalError.refusing { () throws(SQLiteError) in try connection.number("PRAGMA user_version") }
        guard found <= version else { throw .laterVersion(directory.file, version: found) }
        try set(connection, options)
        try JournalError.refusing { () throws(SQLiteError) in
            let damage = try connection.text("PRAGMA quick_check(1)")
            guard damage == "ok" else { throw SQLiteError(corrupt: damage) }
            if found == 0 { try connection.transaction { () throws(SQLiteError) in try connection.execute(tables) } }
            // Of a process that was killed: what was deleted is to be gone from the log, too.
            _ = try connection.checkpoint(truncates: true)
        }
        return connection
    }

    /// What is read back may be another value than what was set: a file system may know no shared memory, a library may
    /// have ideas of its own.
    private static func set(_ connection: SQLiteConnection, _ options: Journal.Options) throws(JournalError) {
        let synchronous = options.policy == .durable ? "2" : "1"
        let found = try JournalError.refusing { () throws(SQLiteError) in
            try connection.execute(
                """
                PRAGMA journal_mode = WAL; PRAGMA synchronous = \(synchronous); PRAGMA secure_delete = ON;
                PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY;
                PRAGMA max_page_count = \(options.retention.bytes / 4_096)
                """)
            return [
                "journal_mode": try connection.text("PRAGMA journal_mode"),
                "synchronous": try connection.text("PRAGMA synchronous"),
                "secure_delete": try connection.text("PRAGMA secure_delete"),
            ]
        }
        for (name, wanted) in ["journal_mode": "wal", "synchronous": synchronous, "secure_delete": "1"] {
            guard found[name] == wanted else { throw .setting(name, found: found[name] ?? "") }
        }
        connection.watchLog()
    }

    /// Whether the last process has stopped; this one has not, until it says so. A file that is new is of none.
    static func takeStopMark(_ connection: SQLiteConnection) throws(SQLiteError) -> Bool {
        try connection.execute("INSERT OR IGNORE INTO meta VALUES ('stopped', 1)")
        let wasStopped = try connection.number("SELECT value FROM meta WHERE name = 'stopped'") == 1
        try connection.execute("UPDATE meta SET value = 0 WHERE name = 'stopped'")
        return wasStopped
    }

    /// The seed of the keys: the one that is `given`, or the file's own, which is drawn with the first journal.
    ///
    /// Where another is given than the file has, keys that were made before are found no more: retries of their pushes run
    /// again, and what their users have left goes when it is old.
    static func seed(_ connection: SQLiteConnection, given: HashSeed?) throws(SQLiteError) -> HashSeed {
        let known = try knownSeed(connection)
        let seed = given ?? known ?? HashSeed.inUse
        if seed != known {
            try connection.execute(
                "INSERT OR REPLACE INTO meta VALUES ('seed 1', \(seed.first)), ('seed 2', \(seed.second))")
        }
        return seed
    }

    /// The file's own.
    static func knownSeed(_ connection: SQLiteConnection) throws(SQLiteError) -> HashSeed? {
        func word(_ name: String) throws(SQLiteError) -> UInt64 {
            UInt64(bitPattern: Int64(try connection.number("SELECT value FROM meta WHERE name = '\(name)'")))
        }
        return HashSeed(first: try word("seed 1"), second: try word("seed 2"))
    }
}
