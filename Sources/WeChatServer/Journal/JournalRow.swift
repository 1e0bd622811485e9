package import WeChat

/// A push as the journal keeps it.
package struct JournalRow: Sendable {
    /// What the row is known by: the pushes are numbered in the order in which they came.
    package typealias ID = Int

    package let id: ID
    let key: PushKey
    /// The account's name.
    package let account: String
    /// The AppID of the account that a third-party platform got it for; empty for none.
    let authorizer: String
    package let kind: String
    /// When it came, in seconds since 1970.
    package let received: Int
    /// How often its handlers were begun.
    package var attempts: Int
    package let state: State
    package let late: Late
    /// The document; empty when it was not kept so long.
    package var body: [UInt8] = []
    /// What it was answered, or will be when it is delivered again.
    var answer: PushAnswer?

    /// The reply in that answer, and when it was given, in seconds since 1970.
    package var reply: (reply: Reply?, time: Int)? { answer.map { ($0.reply, $0.time) } }

    /// How far the push has come.
    package enum State: Int, Sendable, CaseIterable {
        /// Its handlers are to be asked, or were being asked when the process ended.
        case received
        /// The same, and its deliveries were answered before.
        case promised
        /// Its handlers were asked.
        case answered
        /// They have failed, and WeChat was told to send it again.
        case failed
        /// It has ended the process too often, and is not tried again.
        case parked

        /// Whether its handlers are still to be asked.
        package var isUnfinished: Bool { self == .received || self == .promised }
    }

    /// What has become of an answer that no reply could carry.
    package enum Late: Sendable, Equatable {
        /// There is none.
        case none
        /// It waits for its user or its turn.
        case waiting(Reply?)
        /// It is being sent.
        case sending
        case sent
        /// Nobody knows whether it was sent: not again.
        case unknown
        /// It cannot be sent, and why.
        case dead(String)

        /// The state without what belongs to it, as the file has it.
        package enum Step: Int, Sendable, CaseIterable {
            case none, waiting, sending, sent, unknown, dead
        }

        package var step: Step {
            switch self {
            case .none: .none
            case .waiting: .waiting
            case .sending: .sending
            case .sent: .sent
            case .unknown: .unknown
            case .dead: .dead
            }
        }
    }
}

/// A push that is to be kept.
struct JournalArrival: Sendable {
    var key: PushKey
    var account: String
    var authorizer = ""
    var kind: String
    var body: [UInt8]
    /// In seconds since 1970.
    var received: Int
    /// How often its handlers were begun.
    var attempts = 1
    /// What it was answered, when that is known already.
    var answer: PushAnswer?
}

/// What is to be written.
enum JournalChange: Sendable {
    case insert(JournalRow.ID, JournalArrival)
    /// Its handlers are begun another time.
    case begin(JournalRow.ID, attempt: Int)
    /// Its deliveries are answered so before its end.
    case promise(JournalRow.ID, PushAnswer)
    /// It has ended. An answer that is not kept lets it run again when it comes again.
    case answer(JournalRow.ID, PushAnswer, isKept: Bool)
    /// Its further deliveries are answered otherwise from now on, however far it has come.
    case give(JournalRow.ID, PushAnswer)
    case park(JournalRow.ID)
    case late(JournalRow.ID, JournalRow.Late)
    /// What a user has sent before that row is deleted; of the row that is spared, its document only: who unfollows may be
    /// told of twice, too.
    case forget(PushKey.User, before: JournalRow.ID, sparing: JournalRow.ID?)

    /// About how much memory it takes while it waits.
    var size: Int {
        if case .insert(_, let arrival) = self { 256 + arrival.body.count } else { 256 }
    }
}

/// Which rows are wanted. What is nil does not matter.
package struct JournalFilter: Sendable {
    /// When they came, in seconds since 1970.
    package var received: Range<Int>?
    package var account: String?
    package var kind: String?
    /// Whose they are.
    package var users: [PushKey.User]?
    package var states: [JournalRow.State]?
    package var late: [JournalRow.Late.Step]?
    /// Whether only dead letters are wanted: what is parked, and what has a late answer that could not be sent.
    package var isDead = false

    package init(
        received: Range<Int>? = nil, account: String? = nil, kind: String? = nil, users: [PushKey.User]? = nil,
        states: [JournalRow.State]? = nil, late: [JournalRow.Late.Step]? = nil, isDead: Bool = false
    ) {
        self.received = received
        self.account = account
        self.kind = kind
        self.users = users
        self.states = states
        self.late = late
        self.isDead = isDead
    }
}
