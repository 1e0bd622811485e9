import Glibc
import Networking
import WeChat

/// A push that an earlier process has not brought to its end.
struct JournalRest: Sendable {
    var row: JournalRow
    /// Whether it may be why the process died.
    var isSuspect = false
    /// Whether it is, not for the first time.
    var isPoison = false
}

extension Journal {
    /// Deaths of the process after which a push is not tried again.
    private static let deaths = 2

    /// What other instances may not have been told: pushes that were answered so many seconds ago at most.
    func answered(within seconds: Int) throws(SQLiteError) -> [JournalRow] {
        let filter = JournalFilter(received: time(nil) - seconds..<Int.max, states: [.answered])
        return try read { reader throws(SQLiteError) in
            var rows: [JournalRow] = []
            for row in try reader.rows(filter, limit: .max) {
                if let row = try reader.row(row.id) { rows.append(row) }
            }
            return rows
        }
    }

    /// All that earlier processes have not brought to its end, in the order of arrival. To be called once, before pushes
    /// come.
    func rest(on loop: EventLoop) throws(SQLiteError) -> [JournalRest] {
        var rest: [JournalRest] = []
        while true {
            let rows = try unfinished(after: rest.last?.row.id ?? 0)
            for row in rows {
                rest.append(JournalRest(row: row, isSuspect: !wasStopped && row.state.isUnfinished && row.attempts > 0))
            }
            if rows.isEmpty { break }
        }
        for note in notes.left { try blame(note, &rest, loop) }
        return rest
    }

    /// The process has died while a handler was asked about that push.
    private func blame(
        _ note: JournalArrival, _ rest: inout [JournalRest], _ loop: EventLoop
    ) throws(SQLiteError) {
        if let place = rest.lastIndex(where: { $0.row.key == note.key && $0.row.state.isUnfinished }) {
            rest[place].row.attempts = max(rest[place].row.attempts, note.attempts)
            rest[place].isSuspect = true
            rest[place].isPoison = rest[place].row.attempts >= Self.deaths
            return
        }
        // What has ended has not been it; of what was too large to be noted nobody knows more.
        guard !note.body.isEmpty, try earlier(note.key)?.state.isEnded != true else { return }
        let id = insert(note, on: loop) {}
        rest.append(JournalRest(row: JournalRow(id, note), isSuspect: true, isPoison: note.attempts >= Self.deaths))
    }
}

extension JournalRow {
    fileprivate init(_ id: ID, _ arrival: JournalArrival) {
        self.init(
            id: id, key: arrival.key, account: arrival.account, authorizer: arrival.authorizer, kind: arrival.kind,
            received: arrival.received, attempts: arrival.attempts, state: .received, late: .none, body: arrival.body)
    }
}

extension JournalRow.State {
    /// Whether its handlers have answered, or are not asked again.
    fileprivate var isEnded: Bool { self == .answered || self == .parked }
}
