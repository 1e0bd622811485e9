import Glibc
import Networking
import WeChat

/// A push that an earlier process has not brought to its end.
struct JournalRest: Sendable {
    var row: JournalRow
    /// Whether the process has ended in the midst of it; otherwise somebody has asked for it again.
    var goesOn = false
    /// Whether it may be why the process died.
    var isSuspect = false
    /// Whether it is, not for the first time.
    var isPoison = false
}

extension Journal {
    /// How often a push is begun, at most, that the process dies of; and one that it dies with, of whatever.
    private static let (deaths, accidents) = (2, 10)

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
                let isInHandler = row.state.isUnfinished && row.attempts > 0
                rest.append(
                    JournalRest(
                        row: row, goesOn: true, isSuspect: isInHandler && notes.isReasonUnknown,
                        isPoison: row.state.isUnfinished && !wasStopped && row.attempts >= Self.accidents))
            }
            if rows.isEmpty { break }
        }
        for note in notes.left { try add(note, to: &rest, loop) }
        return rest
    }

    /// The process has died while a handler was asked about that push, and perhaps because of it.
    private func add(
        _ note: HandlerNotes.Left, to rest: inout [JournalRest], _ loop: EventLoop
    ) throws(SQLiteError) {
        let arrival = note.arrival
        let isPoison = note.isReason && arrival.attempts >= Self.deaths
        if let place = rest.lastIndex(where: { $0.row.key == arrival.key && $0.row.state.isUnfinished }) {
            rest[place].row.attempts = max(rest[place].row.attempts, arrival.attempts)
            rest[place].isPoison = rest[place].isPoison || isPoison
            return
        }
        // What has ended has not been it; of what was too large to be noted nobody knows more.
        guard !arrival.body.isEmpty, try earlier(arrival.key)?.state.isEnded != true else { return }
        let id = insert(arrival, on: loop) {}
        rest.append(JournalRest(row: JournalRow(id, arrival), isPoison: isPoison))
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
