import WeChat

/// A push as the journal keeps it.
struct JournalRow: Sendable {
    /// What the row is known by: the pushes are numbered in the order in which they came.
    typealias ID = Int

    let id: ID
    let key: PushKey
    /// The account's name.
    let account: String
    /// The AppID of the account that a third-party platform got it for; empty for none.
    let authorizer: String
    let kind: String
    /// When it came, in seconds since 1970.
    let received: Int
    /// How often its handlers were begun.
    var attempts: Int
    let state: State
    let late: Late
    /// The document; empty when it was not kept so long.
    var body: [UInt8] = []
    /// What it was answered, or will be when it is delivered again.
    var answer: PushAnswer?

    /// How far the push has come.
    enum State: Int, Sendable, CaseIterable {
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
        var isUnfinished: Bool { self == .received || self == .promised }
    }

    /// What has become of an answer that no reply could carry.
    enum Late: Sendable, Equatable {
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
struct JournalFilter: Sendable {
    /// When they came, in seconds since 1970.
    var received: Range<Int>?
    var account: String?
    var kind: String?
    var user: PushKey.User?
    var states: [JournalRow.State]?
    /// Whether only those are wanted whose late answer could not be sent.
    var isDead = false
}
