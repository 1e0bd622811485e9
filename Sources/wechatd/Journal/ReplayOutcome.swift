import WeChatServer

/// What has become of a replay.
enum ReplayOutcome {
    /// The server has not taken the request.
    case requested
    /// It has, and could not do it: the push has changed meanwhile.
    case refused
    /// The handlers are being asked, or what they have answered is on its way.
    case running(JournalRow)
    case ended(JournalRow)

    /// What has become of the replay of a row as it was before.
    init(_ row: JournalRow, _ journal: JournalClient) throws {
        guard try !journal.isReplayDue(row.id) else {
            self = .requested
            return
        }
        guard let now = try journal.row(row.id), now.attempts > row.attempts else {
            self = .refused
            return
        }
        let isOnItsWay = now.state.isUnfinished || [.waiting, .sending].contains(now.late.step)
        self = isOnItsWay ? .running(now) : .ended(now)
    }

    /// Whether nothing more will come.
    var isEnd: Bool {
        switch self {
        case .requested, .running: false
        case .refused, .ended: true
        }
    }

    /// Whether the push has come where it should.
    var isGood: Bool {
        switch self {
        case .requested, .refused: false
        case .running: true
        case .ended(let row): row.state == .answered && ![.dead, .unknown].contains(row.late.step)
        }
    }

    var words: String {
        switch self {
        case .requested: "kept; the server has not taken it yet"
        case .refused: "not taken: it has changed or gone meanwhile"
        case .running(let row): "taken, attempt \(row.attempts): \(row.progress)"
        case .ended(let row): "attempt \(row.attempts): \(row.progress)"
        }
    }
}

extension JournalRow {
    /// How far the push has come, in words.
    fileprivate var progress: String {
        switch late {
        case .none: state.isUnfinished ? "its handlers are being asked" : "\(state)"
        case .waiting, .sending, .sent, .unknown: "\(state), its late answer is \(late.step)"
        case .dead(let reason): "\(state), its late answer could not be sent: \(reason)"
        }
    }
}
