import Networking
import WeChat

/// Does what other processes have asked for. On the keeper's thread, at each of its ticks.
///
/// A replay's request is deleted by the transaction that makes its row unfinished once more. A crash before that leaves the
/// request, a crash behind it a row that is unfinished and runs after the restart as any other: none is lost, and none is
/// begun twice for its request unless the process dies while it runs. Its attempts go on being counted, so that a push that
/// was parked because it ends the process, and does so again, is parked at once.
final class JournalRequests {
    /// Who does what is more than a change of the file.
    struct Desk: Sendable {
        /// Runs a push as after a restart; false when there is no room now.
        var replay: @Sendable (JournalRow) -> Bool
        /// Forgets what is known of a user beside the journal.
        var forget: @Sendable (PushKey.User) -> Void
    }

    private let writer: JournalWriter
    /// Nil until somebody is there. Until then replays wait.
    private let desk: Locked<Desk?>
    /// Rows that are unfinished once more, and have not been handed over.
    private var begun: ArraySlice<JournalRow.ID> = []
    /// Rows that are deleted but for what the log still holds. Their requests stand until it does not.
    private var erased: Set<JournalRow.ID> = []

    /// Rows of one transaction, for which pushes that come meanwhile wait.
    private static let batch = 32

    init(_ writer: JournalWriter, _ desk: Locked<Desk?>) {
        self.writer = writer
        self.desk = desk
    }

    /// Takes what stands there, read by a connection of the keeper's.
    func take(_ connection: SQLiteConnection) throws(SQLiteError) {
        let desk = desk.withLock { $0 }
        try forget(try JournalRequest.forgotten(connection), desk)
        try erase(try JournalRequest.erased(connection).filter { !erased.contains($0) })
        guard let desk else { return }
        let reader = JournalReader(connection)
        repeat {
            while let id = begun.first {
                // What was deleted meanwhile is not missed.
                if let row = try reader.row(id), !desk.replay(row) { return }
                begun.removeFirst()
            }
            begun = try begin(try JournalRequest.replays(connection, limit: Self.batch))[...]
        } while !begun.isEmpty
    }

    private func forget(_ users: [PushKey.User], _ desk: Desk?) throws(SQLiteError) {
        guard !users.isEmpty else { return }
        let end = writer.shared.withLock { $0.nextID }
        try writer.transaction { connection throws(SQLiteError) in
            let statements = try JournalStatements(connection)
            for user in users {
                try statements.write(.forget(user, before: end, sparing: nil))
                try JournalRequest.forget(user).remove(from: connection)
            }
        }
        for user in users { desk?.forget(user) }
    }

    private func erase(_ rows: [JournalRow.ID]) throws(SQLiteError) {
        for start in stride(from: 0, to: rows.count, by: Self.batch) {
            let slice = rows[start..<min(start + Self.batch, rows.count)]
            try writer.transaction { connection throws(SQLiteError) in
                try connection.delete(slice.map { (id: $0, isSpared: false) })
            }
            erased.formUnion(slice)
        }
    }

    /// Whether the log holds what was to be deleted.
    var needsEmptyLog: Bool { !erased.isEmpty }

    /// The log has been emptied.
    func endErasing() throws(SQLiteError) {
        guard needsEmptyLog else { return }
        let rows = erased
        try writer.transaction { connection throws(SQLiteError) in
            for id in rows { try JournalRequest.erase(id).remove(from: connection) }
        }
        erased = []
    }

    /// Those of the rows that are unfinished once more; the others are as they were. No request is left.
    private func begin(_ rows: [JournalRow.ID]) throws(SQLiteError) -> [JournalRow.ID] {
        guard !rows.isEmpty else { return [] }
        return try writer.transaction { connection throws(SQLiteError) in
            var begun: [JournalRow.ID] = []
            for id in rows {
                if try connection.begin(id) { begun.append(id) }
                try JournalRequest.replay(id).remove(from: connection)
            }
            return begun
        }
    }
}

extension JournalRow {
    /// Why the push cannot be replayed, in words; nil when it can. The row was read with its document.
    package var obstacle: String? {
        if body.isEmpty { return "its document was deleted" }
        if state.isUnfinished { return "its handlers are being asked, or will be when the server starts" }
        // A parked push has an apology, which may wait for its user's next message for ever.
        let isOnItsWay = late.step == .sending || late.step == .waiting && state != .parked
        if isOnItsWay { return "its late answer is still on its way" }
        return nil
    }
}

extension SQLiteConnection {
    /// Makes a row unfinished, unless it has an `obstacle`. What it was answered stays: its further deliveries get that.
    fileprivate func begin(_ id: JournalRow.ID) throws(SQLiteError) -> Bool {
        try statement(
            """
            UPDATE push SET state = answer != 0, late = 0
            WHERE id = ?1 AND state > 1 AND late != 2 AND (late != 1 OR state = 4)
                AND EXISTS (SELECT 1 FROM body WHERE id = ?1 AND substr(bytes, 1, 1) > x'00')
            """
        ).run(id)
        guard changes == 1 else { return false }
        try JournalText(self).empty(.lateTexts, of: id)
        return true
    }
}
