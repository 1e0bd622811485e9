import Glibc
import Networking
import WeChat

/// Who runs a push, of all instances: the pushes that one loop has claimed, and those that it waits for.
///
/// A push belongs to the first who claims it. Others wait for its end and get its answer; when its server is gone, one of
/// them takes it over. The pushes of a user run one after the other, wherever they are. What could not be told to Redis is
/// told when it is back, and no claim of another is taken over before he has had the time to do the same.
///
/// To be made and used on the client's loop.
final class PushClaims: @unchecked Sendable {  // used on its loop only
    let client: RedisClient
    let subscription: RedisSubscription
    let limits: ClaimLimits
    /// The instance, and the loop of its process. Another loop is another owner.
    private let owner: String
    let instance: String
    var claims: [String: PushClaim] = [:]
    private var timer: LoopTimer?
    var isListening = false
    /// Claims on their way that could not be asked for before.
    private var askedAgain = 0
    /// How many waited for Redis at the last beat.
    private var notedBacklog = 0
    private(set) var trust = RedisTrust()
    /// Called when Redis may have lost what it was told last, with the time at which it went, in seconds.
    var forgot: ((_ gone: Int) -> Void)?
    private let counts: SharedCounts

    /// `instance` is a name that no other instance has; that of an earlier process on the same journal is this one's.
    init(
        _ client: RedisClient, _ subscription: RedisSubscription, instance: String, _ limits: ClaimLimits,
        _ counts: SharedCounts
    ) {
        self.client = client
        self.subscription = subscription
        self.limits = limits
        self.counts = counts
        self.instance = instance + "/"
        owner = self.instance + String(UInt64.random(in: 0...UInt64.max), radix: 16)
        timer = LoopTimer(client.loop) { [unowned self] in beat() }
        beat()
    }

    /// Claims a push, and calls `told` with what comes of it, which may take as long as another runs it.
    ///
    /// Only for a delivery that cannot be asked for, or not again, `told` is called in this call, or soon, with
    /// `unreachable`. When it is claimed as `committed` then, nothing of the first attempt is left over. A push is claimed
    /// when it is its turn on this instance, and only once at a time.
    func claim(_ key: PushKey, _ cause: ClaimCause = .delivered, _ told: @escaping (ClaimOutcome) -> Void) {
        let claim = PushClaim(key, cause, told)
        if case .ending(let answer?) = claims[claim.name]?.state { return told(.answered(answer)) }
        claims[claim.name] = claim
        ask(claim)
    }

    /// A push of this instance has ended: with its answer, which `isGiven` to a delivery here; or without, when it is to run
    /// again if it comes again. Calls `told` when Redis knows, or cannot be told soon; it will be when it is back.
    func end(_ key: PushKey, _ answer: PushAnswer?, isGiven: Bool = true, _ told: @escaping () -> Void = {}) {
        let claim = claims[RedisKeys.push(key)] ?? PushClaim(key, endedWith: answer)
        claim.end(answer)
        claim.isGiven = isGiven
        claims[claim.name] = claim
        tellEnd(claim, told)
    }

    /// Whether the answer of a push that has ended has reached nobody, here nor on any other instance that got it for a
    /// delivery. It is then this loop's business: later deliveries get `success`, wherever they come.
    func withdraw(_ key: PushKey, at time: Int) async throws(StoreError) -> Bool {
        let success = PushAnswer(reply: nil, time: time)
        let arguments: [RedisCommand.Word] = [.text(owner), .bytes(success.bytes), .number(limits.kept)]
        let name = RedisKeys.push(key)
        let answer = try await client.done(ClaimScripts.withdraw, keys: [.text(name)], arguments)
        // What could not be told yet is not to be told behind it.
        if case .ending = claims[name]?.state { claims[name] = nil }
        return answer == .integer(1)
    }

    /// Redis is there again, or for the first time.
    func connected() {
        trust.regain(at: .now(), limits)
        client.send(["INFO", "server"]) { [weak self] result in
            guard let self else { return }
            if let gone = trust.meet(try? result.get(), at: .now()) { forgot?(gone) }
            lookAtAll()
        }
        lookAtAll()
    }

    /// Redis has gone. A delivery that waits for its turn, or for another instance, may wait too long for it.
    func disconnected() {
        trust.lose(at: time(nil))
        for claim in claims.values where claim.cause == .delivered {
            if case .waiting = claim.state { settle(claim, .unreachable) }
        }
    }

    /// Nobody is told any more.
    func close() {
        timer = nil
        forgot = nil
        claims = [:]
    }
}

/// Asking for a push.
extension PushClaims {
    func ask(_ claim: PushClaim) {
        claim.state = .asking
        claim.isHeardOf = false
        let isRepeated = claim.cause == .repeated
        let flags = [
            claim.cause == .replayed || isRepeated, claim.cause == .delivered, trust.steady <= .now(), limits.isOrdered,
            isRepeated,
        ].map { RedisCommand.Word.number($0 ? 1 : 0) }
        let keys = [
            claim.name, RedisKeys.order(claim.key.user), RedisKeys.letters(claim.key.user),
        ].map { RedisCommand.Word.text($0) }
        let arguments: [RedisCommand.Word] = [
            .text(owner), .text(instance), .number(limits.lease), .number(limits.kept),
        ]
        client.run(ClaimScripts.claim, keys: keys, arguments + flags) { [weak self] result in
            self?.asked(claim, (try? result.get()).flatMap(ClaimAnswer.init))
        }
    }

    private func asked(_ claim: PushClaim, _ answer: ClaimAnswer?) {
        if answer != nil { listen() }
        // Another may stand in its place.
        guard claims[claim.name] === claim else { return goOn(claim, canAsk: answer != nil) }
        switch answer {
        case .waits(let rest, let isOurs):
            claim.isOurs = isOurs
            claim.state = .waiting(.now() + rest)
            if isOurs { claim.tell(.waitsItsTurn) }
            if claim.isHeardOf { ask(claim) }
        case .outcome(let outcome): settle(claim, outcome)
        case nil where claim.cause == .delivered: settle(claim, .unreachable)
        case nil: claim.state = .unasked
        }
        goOn(claim, canAsk: answer != nil)
    }

    private func settle(_ claim: PushClaim, _ outcome: ClaimOutcome) {
        if case .runs = outcome {
            claim.isOurs = true
            claim.state = .running
        } else {
            claims[claim.name] = nil
        }
        counts.note(outcome)
        claim.tell(outcome)
    }
}

/// What is done again and again.
extension PushClaims {
    /// How many pushes a command renews, and how many are asked for at once.
    private static let batch = 256

    private func beat() {
        timer?.schedule(after: limits.beat)
        lookAtAll()
    }

    private func lookAtAll() {
        renew()
        let now = MonotonicTime.now()
        for claim in claims.values {
            switch claim.state {
            case .waiting(let moment) where moment <= now: ask(claim)
            case .ending where !claim.isTelling: tellEnd(claim) {}
            case .asking, .waiting, .unasked, .running, .ending: break
            }
        }
        if askedAgain == 0, trust.askable <= .now() { askUnasked() }
        noteBacklog()
    }

    private func noteBacklog() {
        let backlog = claims.values.count { claim in
            switch claim.state {
            case .unasked, .ending: true
            case .asking, .waiting, .running: false
            }
        }
        counts.noteWaiting(backlog - notedBacklog)
        notedBacklog = backlog
    }

    /// After an outage there may be more than a client takes at once: some, and when they have their answers the next.
    private func askUnasked() {
        let unasked = claims.values.lazy.filter { if case .unasked = $0.state { true } else { false } }
        for claim in Array(unasked.prefix(Self.batch)) {
            claim.isAskedAgain = true
            askedAgain += 1
            ask(claim)
        }
    }

    private func goOn(_ claim: PushClaim, canAsk: Bool) {
        guard claim.isAskedAgain else { return }
        claim.isAskedAgain = false
        askedAgain -= 1
        if askedAgain == 0, canAsk { askUnasked() }
    }

    private func renew() {
        let names = claims.values.filter(\.isOurs).map { RedisCommand.Word.text($0.name) }
        // A sign of life that is a write: a Redis that takes none is as good as away, and everybody is to know it.
        guard !names.isEmpty else { return client.send(RedisKeys.probe) { _ in } }
        let arguments: [RedisCommand.Word] = [.text(owner), .number(limits.lease), .number(limits.kept)]
        for start in stride(from: 0, to: names.count, by: Self.batch) {
            let batch = Array(names[start..<min(start + Self.batch, names.count)])
            client.run(ClaimScripts.renew, keys: batch, arguments) { _ in }
        }
    }

    private func tellEnd(_ claim: PushClaim, _ told: @escaping () -> Void) {
        guard case .ending(let answer) = claim.state else { return }
        claim.isTelling = true
        let keys = [claim.name, RedisKeys.order(claim.key.user)].map { RedisCommand.Word.text($0) }
        let arguments: [RedisCommand.Word] = [
            .text(owner), .number(limits.kept), .text(RedisKeys.channel), .bytes(answer?.bytes ?? []),
            .number(claim.isGiven ? 1 : 0),
        ]
        client.run(ClaimScripts.end, keys: keys, arguments) { [weak self] result in
            claim.isTelling = false
            if let self, case .success(.integer(let wasOurs)) = result, claims[claim.name] === claim {
                claims[claim.name] = nil
                if wasOurs == 0, claim.isOurs, answer != nil, claim.cause != .repeated { counts.noteTwice() }
            }
            told()
        }
    }
}
