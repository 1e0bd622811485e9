import WeChat

/// What another process wants done with the journal. It stands in a table until the process that has the journal takes it.
enum JournalRequest: Sendable, Equatable {
    /// The handlers are to be asked about a push again.
    case replay(JournalRow.ID)
    /// What there is of a user is to be deleted.
    case forget(PushKey.User)
    /// A push is to be deleted.
    case erase(JournalRow.ID)

    /// What stands for the request in the file.
    private var columns: (verb: Int, value: Int) {
        switch self {
        case .replay(let id): (Self.replayVerb, id)
        case .forget(let user): (Self.forgetVerb, Int(hash: user))
        case .erase(let id): (Self.eraseVerb, id)
        }
    }

    private static let replayVerb = 1
    private static let forgetVerb = 2
    private static let eraseVerb = 3
}

/// The table.
extension JournalRequest {
    /// Writes the request, in a transaction of the caller's. One that stands there already is not doubled.
    func add(to connection: SQLiteConnection) throws(SQLiteError) {
        try connection.statement("INSERT OR IGNORE INTO request VALUES (?, ?)").run(columns.verb, columns.value)
    }

    /// Deletes the request, in a transaction of the caller's.
    func remove(from connection: SQLiteConnection) throws(SQLiteError) {
        try connection.statement("DELETE FROM request WHERE verb = ? AND value = ?").run(columns.verb, columns.value)
    }

    /// Whether the request stands there, or something is left of its user.
    func isDue(in connection: SQLiteConnection) throws(SQLiteError) -> Bool {
        let statement = try connection.statement(
            """
            SELECT 1 FROM request WHERE verb = ?1 AND value = ?2
            UNION ALL SELECT 1 FROM forgotten WHERE ?1 = \(Self.forgetVerb) AND user = ?2
            """)
        defer { statement.reset() }
        statement.bind(1, columns.verb)
        statement.bind(2, columns.value)
        return try statement.step()
    }

    /// Pushes that are to be replayed, in the order of their arrival.
    static func replays(_ connection: SQLiteConnection, limit: Int) throws(SQLiteError) -> [JournalRow.ID] {
        try values(connection, replayVerb, limit: limit)
    }

    /// Users that are to be forgotten.
    static func forgotten(_ connection: SQLiteConnection) throws(SQLiteError) -> [PushKey.User] {
        try values(connection, forgetVerb, limit: -1).map { UInt64(hash: $0) }
    }

    /// Pushes that are to be deleted.
    static func erased(_ connection: SQLiteConnection) throws(SQLiteError) -> [JournalRow.ID] {
        try values(connection, eraseVerb, limit: -1)
    }

    private static func values(
        _ connection: SQLiteConnection, _ verb: Int, limit: Int
    ) throws(SQLiteError) -> [Int] {
        let statement = try connection.statement("SELECT value FROM request WHERE verb = ? ORDER BY value LIMIT ?")
        defer { statement.reset() }
        statement.bind(1, verb)
        statement.bind(2, limit)
        var values: [Int] = []
        while try statement.step() { values.append(statement.integer(0)) }
        return values
    }
}
