/// Deletes what is too old, and the oldest when the file is nearly full, a slice at a time: a push that comes meanwhile
/// waits for a slice.
///
/// What is unfinished stays. Pages that are free are written again by what comes; the file does not shrink.
struct JournalPurge {
    /// A part of the rows, which is kept for its own time.
    private struct Lane {
        let parts: [JournalText.Part]
        /// In seconds.
        let age: Int
        /// The last row that was looked at.
        var place = 0
    }

    private var lanes: [Lane]
    private let room: Int
    /// Rows that are looked at in a slice.
    private(set) var slice = 64
    /// Whether the file was nearly full at the last slice: then nothing waits but the pushes.
    private(set) var isTight = false

    init(_ retention: Journal.Retention) {
        room = retention.bytes
        let whole = max(retention.answers, retention.bodies)
        let parts = [
            Lane(parts: [.answers, .lateTexts], age: retention.answers), Lane(parts: [.bodies], age: retention.bodies),
        ]
        lanes = parts.filter { $0.age < whole } + [Lane(parts: [.answers, .lateTexts, .bodies], age: whole)]
    }

    /// Deletes one slice. Whether there may be more to delete at once. `now` is in seconds since 1970.
    mutating func step(_ connection: SQLiteConnection, now: Int) throws(SQLiteError) -> Bool {
        isTight = try isNearlyFull(connection)
        let slice = slice
        let hasSwept = try connection.transaction { () throws(SQLiteError) in
            let text = JournalText(connection)
            return (try text.sweep(.body, limit: slice), try text.sweep(.reply, limit: slice))
        }
        if hasSwept.0 || hasSwept.1 { return true }
        for index in lanes.indices {
            let isLast = index == lanes.count - 1
            let bound = isTight && isLast ? Int.max : now - lanes[index].age
            if let end = try end(of: lanes[index], to: bound, connection) {
                try empty(lanes[index], to: end, deletes: isLast, connection)
                lanes[index].place = end
                return true
            }
            // What was unfinished may have ended; little else is left to be looked at again.
            if isLast { lanes[index].place = 0 }
        }
        return false
    }

    /// Whether nine tenths of the room for the file are in use.
    func isNearlyFull(_ connection: SQLiteConnection) throws(SQLiteError) -> Bool {
        try connection.pagesInUse() > room / 40_960 * 9
    }

    /// A slice took so long, in nanoseconds, the sync of its commit included: few rows at a time would be many syncs.
    mutating func took(_ nanoseconds: UInt64) {
        if nanoseconds > 5_000_000 {
            slice = max(slice / 2, 64)
        } else if nanoseconds < 2_000_000 {
            slice = min(slice * 2, 1_024)
        }
    }

    /// The last row of the next slice that came before `bound`; nil when there is none.
    private func end(of lane: Lane, to bound: Int, _ connection: SQLiteConnection) throws(SQLiteError) -> Int? {
        let statement = try connection.statement("SELECT id, received FROM push WHERE id > ?1 ORDER BY id LIMIT ?2")
        defer { statement.reset() }
        statement.bind(1, lane.place)
        statement.bind(2, slice)
        var last: Int?
        while try statement.step(), statement.integer(1) < bound { last = statement.integer(0) }
        return last
    }

    private func empty(
        _ lane: Lane, to end: Int, deletes: Bool, _ connection: SQLiteConnection
    ) throws(SQLiteError) {
        let text = JournalText(connection)
        try connection.transaction { () throws(SQLiteError) in
            for part in lane.parts { try text.empty(part, (lane.place + 1)...end, where: "state > 1") }
            guard deletes else { return }
            try connection.statement("DELETE FROM push WHERE id > ? AND id <= ? AND state > 1").run(lane.place, end)
        }
    }
}

extension SQLiteConnection {
    /// Pages that hold something.
    fileprivate func pagesInUse() throws(SQLiteError) -> Int {
        try number("PRAGMA page_count") - number("PRAGMA freelist_count")
    }
}
