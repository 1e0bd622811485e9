import Glibc
import Networking
import WeChat

/// A push on its way to its answer: what it is, where the answer goes and when it came. The first answer counts, whoever has
/// it: the handlers' end, on whichever loop they ran, or the time that WeChat waits.
final class Delivery: PushProgress, @unchecked Sendable {  // what changes is touched on its loop only
    let push: Push
    let key: PushKey
    let envelope: Envelope
    let route: Route
    /// Where the answer goes; nil for a push of an earlier process, for which WeChat does not wait.
    private let exchange: HTTPExchange?
    let started: MonotonicTime
    private let owner: PushHandler
    /// What its handlers are told beside the push, if that is more than the endpoint's.
    private let told: Context?
    /// How often the push was begun, when this one begins it.
    var attempt = 1
    /// The push as it was written, until it is in the journal.
    var document: [UInt8]
    /// Its row there.
    var row: JournalRow.ID?
    /// What its handler has said early in an earlier process; nil for nothing.
    var early: EarlyWords?
    /// Whether its row tells of a late answer.
    var hasLate = false
    /// The row that tells of what its handlers have returned, where that is late.
    var endRow: JournalRow.ID?
    /// Whether somebody wants a push of an earlier process to run again.
    var isRepeated = false
    /// Whether it may be why an earlier process died.
    var isSuspect = false
    /// Whether it waits for the end of its push.
    private(set) var isHeld = false
    private var isAnswered = false
    private lazy var kindName = push.kind.name

    /// A delivery of a push. `document` is the push as it was written, where that is to be kept.
    init(
        _ opened: consuming Opened, _ document: [UInt8], _ key: PushKey, _ told: Context?, _ route: Route,
        _ exchange: HTTPExchange, started: MonotonicTime, owner: PushHandler
    ) {
        push = opened.push
        envelope = opened.envelope
        self.document = document
        self.key = key
        self.told = told
        self.route = route
        self.exchange = exchange
        self.started = started
        self.owner = owner
    }

    /// A push of an earlier process, which runs without a delivery.
    init(
        _ opened: consuming Opened, _ row: JournalRow, _ told: Context?, _ route: Route, owner: PushHandler
    ) {
        push = opened.push
        envelope = opened.envelope
        document = []
        // The keys of an earlier process may have been made in another way.
        key = PushKey(opened.push, account: route.account)
        self.told = told
        self.route = route
        exchange = nil
        started = .now()
        self.owner = owner
        self.row = row.id
        attempt = row.attempts + 1
        isHeld = true
    }

    var endpoint: Endpoint { route.endpoint }

    var loop: EventLoop { owner.loop }

    /// Whether it is a push of an earlier process.
    var isRestored: Bool { exchange == nil }

    /// Whether WeChat waits for the answer, for all that is known.
    var isAwaited: Bool { exchange?.isAwaited ?? false }

    /// Whether an answer can still arrive.
    var isOpen: Bool { exchange?.isOpen ?? false }

    /// What handlers are told beside the push.
    var context: Context {
        var context = told ?? endpoint.context
        context.progress = self
        return context
    }

    /// The push as the journal keeps it.
    func arrival(isBegun: Bool) -> JournalArrival {
        JournalArrival(
            key: key, account: endpoint.name, authorizer: told?.authorizerAppID ?? "", kind: kindName,
            body: document, received: time(nil), attempts: isBegun ? attempt : attempt - 1)
    }

    /// Whom the push tells us to forget.
    var forgottenUser: PushKey.User? { push.forgotten.map { PushKey.user($0, account: route.account) } }

    /// Until when WeChat is kept waiting.
    var expiry: MonotonicTime { owner.expiry(of: self) }

    var deadline: ContinuousClock.Instant {
        .now + .nanoseconds(Int64(expiry.nanoseconds) - Int64(MonotonicTime.now().nanoseconds))
    }

    func reply(_ reply: Reply) {
        guard !loop.isCurrent else { return owner.replyEarly(self, reply) }
        loop.execute { [self] in owner.replyEarly(self, reply) }
    }

    /// Has the push handled, on its loop, because it is its turn. From any thread.
    func begin() {
        loop.execute { [self] in owner.beginInTurn(self) }
    }

    /// The same, because it is its turn among those that may be why the process died.
    func beginSuspect() {
        loop.execute { [self] in owner.beginSuspect(self) }
    }

    /// Lets the delivery wait, no longer than WeChat does. To be called on the delivery's loop.
    func hold() {
        isHeld = true
        exchange?.expire(at: expiry) { [self] in expire() }
    }

    /// Takes the next step if it is time for it. From any thread.
    func expire() {
        guard loop.isCurrent else { return loop.execute { [self] in expire() } }
        if !isAnswered, expiry <= .now() { owner.expire(self) }
    }

    /// Leaves the delivery without an answer until WeChat hangs up, or has done so unheard.
    func ride() {
        guard !isAnswered else { return }
        exchange?.expire(at: started + owner.limits.rhythm.hangUp) { [self] in abandon() }
        exchange?.whenGone { [self] in abandon() }
    }

    /// There is no room for the push. WeChat sends it again when it gets no answer, and at once when it gets a bad one: so
    /// it gets that as late as can be, if it has none until then.
    func refuse() {
        exchange?.expire(at: started + owner.limits.refusalTime) { [self] in
            guard !isAnswered else { return }
            isAnswered = true
            owner.turnAway(self)
        }
    }

    /// Answers. From any thread.
    func answer(_ answer: PushAnswer, _ outcome: Outcome) {
        guard loop.isCurrent else {
            return loop.execute { [self] in self.answer(answer, outcome) }
        }
        guard !isAnswered else { return }
        isAnswered = true
        owner.settle(self, answer, outcome)
    }

    /// Writes the answer. To be called on the delivery's loop.
    func respond(_ response: HTTPResponse) { exchange?.respond(response) }

    private func abandon() {
        guard !isAnswered else { return }
        isAnswered = true
        owner.abandon(self)
    }
}
