import WeChat

/// Reads the journal, also while a server writes it.
final class JournalReader {
    private let connection: SQLiteConnection

    private static let columns = """
        SELECT push.id, user, own, received, state, late, attempts, account, kind, answer, time,
            ifnull(given.bytes, body.reply), later.bytes, authorizer
        """
    private static let tables = """
        FROM push LEFT JOIN body ON body.id = push.id
            LEFT JOIN reply AS given ON given.id = answer LEFT JOIN reply AS later ON later.id = text
        """

    /// Opens a file to read it. A server may write it meanwhile.
    convenience init(_ file: String, fileSystem: String? = nil) throws(SQLiteError) {
        self.init(try SQLiteConnection(file, isReader: true, fileSystem: fileSystem))
    }

    /// Reads by a connection that is there already.
    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    func close() { connection.close() }

    /// The rows that were asked for, in the order of arrival and without their documents: `limit` of them, after that one.
    func rows(_ filter: JournalFilter, after: JournalRow.ID = 0, limit: Int) throws(SQLiteError) -> [JournalRow] {
        try rows(filter, after: after, "ASC", limit: limit)
    }

    /// The last of them that have come, in the order of arrival.
    func lastRows(_ filter: JournalFilter, limit: Int) throws(SQLiteError) -> [JournalRow] {
        try rows(filter, after: 0, "DESC", limit: limit).reversed()
    }

    private func rows(
        _ filter: JournalFilter, after: JournalRow.ID, _ order: String, limit: Int
    ) throws(SQLiteError) -> [JournalRow] {
        let statement = try connection.statement(
            """
            \(Self.columns) \(Self.tables) WHERE push.id > ?1 AND received >= ?2 AND received < ?3
            \(filter.account == nil ? "" : "AND account = ?4") \(filter.kind == nil ? "" : "AND kind = ?5 COLLATE NOCASE")
            \(filter.isDead ? "AND (state = \(JournalRow.State.parked.rawValue) OR late = 5)" : "")
            \(Self.among("state", filter.states?.map(\.rawValue))) \(Self.among("late", filter.late?.map(\.rawValue)))
            \(Self.among("user", filter.users?.map { Int(hash: $0) })) ORDER BY push.id \(order) LIMIT ?6
            """)
        statement.bind(1, after)
        statement.bind(2, filter.received?.lowerBound ?? .min)
        statement.bind(3, filter.received?.upperBound ?? .max)
        if let account = filter.account { statement.bind(4, account) }
        if let kind = filter.kind { statement.bind(5, kind) }
        statement.bind(6, limit)
        return try all(statement)
    }

    private static func among(_ column: String, _ numbers: [Int]?) -> String {
        numbers.map { "AND \(column) IN (\($0.map { "\($0)" }.joined(separator: ",")))" } ?? ""
    }

    /// A row with its document; nil when there is none of that number.
    func row(_ id: JournalRow.ID) throws(SQLiteError) -> JournalRow? {
        let statement = try connection.statement(
            "\(Self.columns), body.bytes \(Self.tables) WHERE push.id = ?1")
        statement.bind(1, id)
        return try all(statement).first
    }

    /// Pushes whose handlers are still to be asked, or whose late answer waits, with their documents, in the order of
    /// arrival.
    func unfinished(after: JournalRow.ID, limit: Int) throws(SQLiteError) -> [JournalRow] {
        let statement = try connection.statement(
            """
            \(Self.columns), body.bytes \(Self.tables)
            WHERE push.id > ?1 AND (state < 2 OR late = 1) ORDER BY push.id LIMIT ?2
            """)
        statement.bind(1, after)
        statement.bind(2, limit)
        return try all(statement)
    }

    /// The names of accounts to which there are pushes.
    func accounts() throws(SQLiteError) -> [String] {
        let statement = try connection.statement("SELECT DISTINCT account FROM push")
        defer { statement.reset() }
        var names: [String] = []
        while try statement.step() { names.append(statement.text(0)) }
        return names
    }

    /// Pushes, to the account of that name or any, in whose documents or answers a text occurs.
    func mentions(of text: String, account: String?) throws(SQLiteError) -> [JournalRow.ID] {
        let statement = try connection.statement(
            """
            SELECT push.id \(Self.tables)
            WHERE instr(ifnull(body.bytes, x''), ?1) + instr(ifnull(ifnull(given.bytes, body.reply), x''), ?1)
                + instr(ifnull(later.bytes, x''), ?1) \(account == nil ? "" : "AND account = ?2")
            """)
        defer { statement.reset() }
        statement.bind(1, Array(text.utf8))
        if let account { statement.bind(2, account) }
        var ids: [JournalRow.ID] = []
        while try statement.step() { ids.append(statement.integer(0)) }
        return ids
    }

    /// Whether a request has not been done.
    func isDue(_ request: JournalRequest) throws(SQLiteError) -> Bool { try request.isDue(in: connection) }

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
