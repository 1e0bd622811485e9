import ArgumentParser
import WeChat
import WeChatServer

/// Which pushes are meant.
struct JournalFilterOptions: ParsableArguments {
    @Option(help: "From then on: 90s, 15m, 2h or 3d ago, 2026-11-21, 2026-11-21T10:00 (UTC).")
    var since: Moment?

    @Option(help: "Before then, written in the same way.")
    var until: Moment?

    @Option(help: "Of that kind.")
    var kind: String?

    @Option(help: "Of the user with that openid.")
    var user: String?

    @Option(help: "To the account of that name.")
    var account: String?

    @Option(help: "How far they have come. May be repeated.")
    var state: [JournalRow.State] = []

    @Option(help: "What has become of their late answers. May be repeated.")
    var late: [JournalRow.Late.Step] = []

    /// Whether nothing is said.
    var isEmpty: Bool {
        since == nil && until == nil && kind == nil && user == nil && account == nil && state.isEmpty && late.isEmpty
    }

    func validate() throws {
        guard since?.seconds ?? .min <= until?.seconds ?? .max else {
            throw ValidationError("--until: expected a time behind --since")
        }
    }

    /// The filter for a journal, in which users are hashes.
    func filter(for journal: JournalClient) throws(JournalError) -> JournalFilter {
        let users: [PushKey.User]? = if let user { try journal.users(user) } else { nil }
        return JournalFilter(
            received: (since?.seconds ?? .min)..<(until?.seconds ?? .max), account: account, kind: kind,
            users: users, states: state.isEmpty ? nil : state,
            late: late.isEmpty ? nil : late)
    }
}

extension JournalRow.State: ExpressibleByArgument {
    package init?(argument: String) {
        guard let state = Self.allCases.first(where: { "\($0)" == argument }) else { return nil }
        self = state
    }

    package static var allValueStrings: [String] { allCases.map { "\($0)" } }
}

extension JournalRow.Late.Step: ExpressibleByArgument {
    package init?(argument: String) {
        guard let step = Self.allCases.first(where: { "\($0)" == argument }) else { return nil }
        self = step
    }

    package static var allValueStrings: [String] { allCases.map { "\($0)" } }
}
