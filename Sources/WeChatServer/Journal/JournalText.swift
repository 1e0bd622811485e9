/// What users have written, and how it goes without a trace.
///
/// SQLite overwrites a row that it deletes, but not the copies that it has left in a page's unused part when it moved rows
/// to another page. So none is moved while there is something in it: a row is emptied, which overwrites it where it
/// stands, and deleted when so much behind it is empty that no other shares a page with what is moved.
struct JournalText {
    private let connection: SQLiteConnection

    /// Where an answer stands that is none, and one that is in its document's row; another is in a row of that number.
    static let nowhere = -1
    static let besideDocument = -2

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    /// What a push has.
    enum Part {
        case bodies
        case answers
        case lateTexts
    }

    /// Overwrites a part of a push with zeros.
    func empty(_ part: Part, of id: JournalRow.ID) throws(SQLiteError) { try empty(part, id...id, where: "1") }

    /// The same for the pushes of a range that fulfil a condition, which has `push` for its row.
    func empty(
        _ part: Part, _ range: ClosedRange<JournalRow.ID>, where condition: String
    ) throws(SQLiteError) {
        let rows = "FROM push WHERE id >= ?1 AND id <= ?2 AND \(condition)"
        func zero(_ table: String, _ column: String, _ ids: String) throws(SQLiteError) {
            try connection.statement("UPDATE \(table) SET \(column) = zeroblob(length(\(column))) WHERE id IN (\(ids))")
                .run(range.lowerBound, range.upperBound)
        }
        // Or the place would be another's, one day.
        func forget(_ place: String) throws(SQLiteError) {
            try connection.statement(
                "UPDATE push SET \(place) = 0 WHERE id >= ?1 AND id <= ?2 AND \(place) != 0 AND \(condition)"
            ).run(range.lowerBound, range.upperBound)
        }
        switch part {
        case .bodies: try zero("body", "bytes", "SELECT id \(rows)")
        case .answers:
            try zero("body", "reply", "SELECT id \(rows) AND answer = \(Self.besideDocument)")
            try zero("reply", "bytes", "SELECT answer \(rows)")
            try forget("answer")
        case .lateTexts:
            try zero("reply", "bytes", "SELECT text \(rows)")
            try forget("text")
        }
    }

    /// A table of texts.
    enum Table {
        case body
        case reply

        fileprivate var columns: [String] {
            switch self {
            case .body: ["bytes", "reply"]
            case .reply: ["bytes"]
            }
        }
    }

    /// Deletes at most so many rows that are empty, the oldest of a table. Whether there were any.
    func sweep(_ table: Table, limit: Int) throws(SQLiteError) -> Bool {
        guard let range = try emptyRows(of: table, limit: limit) else { return false }
        try connection.statement("DELETE FROM \(table) WHERE id >= ? AND id <= ?").run(
            range.lowerBound, range.upperBound)
        return true
    }

    private func emptyRows(of table: Table, limit: Int) throws(SQLiteError) -> ClosedRange<Int>? {
        let lengths = table.columns.map { "length(\($0))" }.joined(separator: " + ")
        let areEmpty = table.columns.map { "(length(\($0)) = 0 OR substr(\($0), 1, 1) = x'00')" }
        let statement = try connection.statement(
            "SELECT id, \(lengths), \(areEmpty.joined(separator: " AND ")) FROM \(table) ORDER BY id")
        defer { statement.reset() }
        var run = EmptyRun(limit: limit, isFirst: true)
        var others = 0
        while !run.isEnough, try statement.step() {
            if statement.integer(2) == 1 {
                run.add(statement.integer(0), bytes: statement.integer(1))
            } else if run.deletable != nil || others == Self.others {
                break
            } else {
                run = EmptyRun(limit: limit, isFirst: false)
                others += 1
            }
        }
        return run.deletable
    }

    /// How many rows that are still needed may stand before those that are not: a few pushes may never end.
    private static let others = 64
}

/// Rows in a row that are empty, and which of them may be deleted: SQLite joins a page with the two beside it, at most,
/// and none of these may hold a row that is not empty.
struct EmptyRun {
    private let limit: Int
    /// Bytes that are to stay at the beginning.
    private let front: Int
    /// The rows that are far enough from the beginning, each with the bytes up to its end.
    private var rows: [(id: Int, end: Int)] = []
    private var end = 0

    init(limit: Int, isFirst: Bool) {
        self.limit = limit
        front = isFirst ? 0 : Self.margin
    }

    mutating func add(_ id: Int, bytes: Int) {
        let start = end
        end += min(bytes + 8, Self.least)
        if start >= front { rows.append((id, end)) }
    }

    /// Whether there are as many as may be deleted.
    var isEnough: Bool { rows.count >= limit && end - rows[limit - 1].end > Self.margin }

    var deletable: ClosedRange<Int>? {
        guard let first = rows.first, let last = rows.prefix(limit).last(where: { end - $0.end > Self.margin })
        else { return nil }
        return first.id...last.id
    }

    /// The least of a long row that stands in its own page, in bytes.
    private static let least = 489
    /// Four pages.
    private static let margin = 16_384
}
