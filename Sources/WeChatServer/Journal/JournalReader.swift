import WeChat

/// Reads the journal, also while a server writes it.
final class JournalReader {
    private let connection: SQLiteConnection

    private static let columns =
        "SELECT push.id, user, own, received, state, late, attempts, account, kind, answer, time, given.bytes, later.bytes, authorizer"
    private static let tables =
        "FROM push LEFT JOIN reply AS given ON given.id = answer LEFT JOIN reply AS later ON later.id = text"

    init(_ file: String, fileSystem: String? = nil) throws(SQLiteError) {
        connection = try SQLiteConnection(file, isReader: true, fileSystem: fileSystem)
    }

    func close() { connection.close() }

    /// The rows that were asked for, in the order of arrival and without their documents: `limit` of them, after that one.
    func rows(_ filter: JournalFilter, after: JournalRow.ID = 0, limit: Int) throws(SQLiteError) -> [JournalRow] {
        let states = (filter.states ?? JournalRow.State.allCases).map { String($0.rawValue) }.joined(separator: ",")
        let statement = try connection.statement(
            """
            \(Self.columns) \(Self.tables) WHERE push.id > ?1 AND received >= ?2 AND received < ?3 AND state IN (\(states))
            \(filter.account == nil ? "" : "AND account = ?4") \(filter.kind == nil ? "" : "AND kind = ?5 COLLATE NOCASE")
            \(filter.user == nil ? "" : "AND user = ?6") \(filter.isDead ? "AND late = 5" : "") ORDER BY push.id LIMIT ?7
            """)
        statement.bind(1, after)
        statement.bind(2, filter.received?.lowerBound ?? .min)
        statement.bind(3, filter.received?.upperBound ?? .max)
        if let account = filter.account { statement.bind(4, account) }
        if let kind = filter.kind { statement.bind(5, kind) }
        if let user = filter.user { statement.bind(6, Int(hash: user)) }
        statement.bind(7, limit)
        return try all(statement)
    }

    /// A row with its document; nil when there is none of that number.
    func row(_ id: JournalRow.ID) throws(SQLiteError) -> JournalRow? {
        let statement = try connection.statement(
            "\(Self.columns), body.bytes \(Self.tables) LEFT JOIN body ON body.id = push.id WHERE push.id = ?1")
        statement.bind(1, id)
        return try all(statement).first
    }

    /// Pushes whose handlers are still to be asked, or whose late answer waits, with their documents, in the order of
    /// arrival.
    func unfinished(after: JournalRow.ID, limit: Int) throws(SQLiteError) -> [JournalRow] {
        let statement = try connection.statement(
            """
            \(Self.columns), body.bytes \(Self.tables) LEFT JOIN body ON body.id = push.id
            WHERE push.id > ?1 AND (state < 2 OR late = 1) ORDER BY push.id LIMIT ?2
            """)
        statement.bind(1, after)
        statement.bind(2, limit)
        return try all(statement)
    }

    /// Users of whom there may still be something that is to be deleted.
    func usersToForget() throws(SQLiteError) -> Int { try connection.number("SELECT count(*) FROM forgotten") }

    private func all(_ statement: SQLiteStatement) throws(SQLiteError) -> [JournalRow] {
        defer { statement.reset() }
        var rows: [JournalRow] = []
        while try statement.step() { rows.append(JournalRow(statement)) }
        return rows
    }
}

extension JournalRow {
    /// The present row of a statement with the reader's columns.
    fileprivate init(_ statement: SQLiteStatement) {
        let answer = statement.integer(9)
        let given = PushAnswer(reply: Reply(bytes: statement.bytes(11)), time: statement.integer(10))
        let body = statement.bytes(14)
        self.init(
            id: statement.integer(0),
            key: PushKey(user: UInt64(hash: statement.integer(1)), own: UInt64(hash: statement.integer(2))),
            account: statement.text(7), authorizer: statement.text(13), kind: statement.text(8),
            received: statement.integer(3), attempts: statement.integer(6),
            state: State(rawValue: statement.integer(4)) ?? .parked,
            late: Late(number: statement.integer(5), text: statement.bytes(12)),
            body: body.first == 0 ? [] : body, answer: answer == 0 ? nil : given)
    }
}
