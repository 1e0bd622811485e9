import Glibc
import Networking
import WeChat

/// An answer that reaches its user outside the reply to its push, or is taken down as lost: in a task on the loop of the
/// push's first delivery. It is sent once at most.
final class LateAnswer: LoopOperation, @unchecked Sendable {  // used on its loop only, by its task too
    /// Why it is late.
    enum Cause {
        /// The deliveries were answered before it was there.
        case promised
        /// The reply to the push has had no room for it.
        case rest
        /// No delivery was there when it was. WeChat comes again at once or after five seconds, or not at all; when it has
        /// come, only the rest is to be sent.
        case undelivered(rest: Reply?)
        /// The deliveries here were answered before, and one on another instance may have carried it.
        case elsewhere
    }

    private let reply: Reply
    let delivery: Delivery
    /// The journal's row that tells of it.
    var row: JournalRow.ID?
    private let cause: Cause
    private let owner: PushHandler
    private let made = MonotonicTime.now()

    /// How long a message is tried to be sent, in milliseconds.
    private static let sendTime = 30_000

    init(_ reply: Reply, to delivery: Delivery, _ cause: Cause, row: JournalRow.ID?, _ owner: PushHandler) {
        self.reply = reply
        self.delivery = delivery
        self.cause = cause
        self.owner = owner
        self.row = row
    }

    var user: PushKey.User { delivery.key.user }

    /// Whether there is something for the user to read; a receipt has nothing.
    var saysSomething: Bool { reply.isDocument }

    /// Whether it is left to the user's next message, and to nothing before.
    var waitsForMessage: Bool {
        if case .undelivered = cause { false } else { steps.first == .mailbox }
    }

    /// Whether it can be brought to its user at all. Where it cannot, it stays for WeChat, however late it comes again.
    var hasWay: Bool { !steps.isEmpty }

    /// Leaves it to the user's next message.
    func keep() { keep(reply, isAnnounced: isRest) }

    /// From any thread.
    func begin() {
        let loop = delivery.loop
        loop.execute { [self] in loop.run(self) }
    }

    func run() async {
        let loop = delivery.loop
        switch cause {
        case .promised: await send(reply)
        case .rest:
            // The user may ask for it as soon as he has read the reply.
            if !waitsForMessage { await loop.pause(owner.limits.rhythm.reply) }
            await send(reply)
        case .undelivered(let rest):
            await loop.pause(MonotonicTime.now().milliseconds(until: made + owner.limits.rhythm.retry))
            if await isOurs() {
                row = await owner.keepLate(reply, delivery, rest: rest == nil ? nil : row)
                await send(reply)
            } else if let rest {
                await send(rest, isRest: true)
            }
        case .elsewhere:
            if await isNobodysElse() { await send(reply) }
        }
        owner.ended(self)
    }

    /// Whether the answer has reached nobody, on no instance. Nobody else sends it then, or gives it to a delivery.
    private func isOurs() async -> Bool {
        guard owner.stores != nil else { return owner.inbox.withLock { $0.claim(delivery.key) } }
        guard owner.inbox.withLock({ $0.release(delivery.key) }) else { return false }
        return await isNobodysElse()
    }

    /// Whether it has reached nobody on other instances.
    private func isNobodysElse() async -> Bool {
        while let stores = owner.stores {
            do throws(StoreError) {
                return try await stores.claims.withdraw(delivery.key, at: time(nil))
            } catch {
                // It is not known who else has it, and there is time.
                await delivery.loop.pause(1_000)
            }
        }
        return true
    }

    /// What may be tried, now that WeChat waits no more.
    private var steps: [LateStep] { delivery.endpoint.lateSteps(for: delivery.push).filter { $0 != .retry } }

    private var isRest: Bool { if case .rest = cause { true } else { false } }

    private func send(_ reply: Reply, isRest: Bool = false) async {
        var parts = reply.parts
        for step in steps where !parts.isEmpty {
            switch step {
            case .retry: break
            case .customerService: if let api = delivery.route.api { parts = await send(parts, over: api) }
            case .mailbox:
                // Where the first part went out as a reply to the push, it has said how to get the rest.
                for part in [Reply](joining: parts) {
                    await store(part, isAnnounced: isRest && steps.first == .mailbox)
                }
                parts = []
            }
        }
    }

    /// Sends one part after the other. Those that were not sent and may be brought to the user in another way.
    private func send(_ parts: [Reply], over api: WeChatAPI) async -> [Reply] {
        // Before anything can reach the user: a process that dies meanwhile must not be followed by one that sends it again.
        await owner.keep(.sending, row)
        var rest = parts[...]
        do throws(APIFailure) {
            while let part = rest.first {
                let outcome = try await api.send(part, to: delivery.push.openID, within: Self.sendTime)
                guard outcome == .sent else {
                    owner.recorder.note(.outOfReach, delivery)
                    owner.note(.dead("the user takes no messages now"), row)
                    return Array(rest)
                }
                rest.removeFirst()
            }
            owner.recorder.note(.sent, delivery)
            owner.note(.sent, row)
            return []
        } catch {
            owner.recorder.note(error, ofLate: delivery)
            // Perhaps the user has it: not twice.
            if case .unknown = error {
                owner.note(.unknown, row)
                return []
            }
            owner.note(.dead("\(error)"), row)
            return Array(rest)
        }
    }

    /// Leaves a reply to the user's next message, on whichever instance; what `isAnnounced` to the message that asks for it.
    private func store(_ reply: Reply, isAnnounced: Bool) async {
        guard let stores = owner.stores else { return keep(reply, isAnnounced: isAnnounced) }
        do throws(StoreError) {
            let hadRoom = try await stores.mailbox.put(letter(reply, isAnnounced: isAnnounced), for: user)
            owner.note(.sent, row)
            owner.recorder.note(.kept, delivery)
            if !hadRoom { owner.recorder.note(.dropped, delivery) }
        } catch {
            // Not twice: perhaps it is there.
            guard error.mayHaveArrived else { return keep(reply, isAnnounced: isAnnounced) }
            owner.note(.unknown, row)
            owner.recorder.note(.unknown, delivery)
        }
    }

    private func keep(_ reply: Reply, isAnnounced: Bool) {
        owner.note(.waiting(reply), row)
        let dropped = owner.inbox.withLock { $0.put(letter(reply, isAnnounced: isAnnounced), for: user) }
        owner.recorder.note(.kept, delivery)
        guard let dropped else { return }
        owner.recorder.note(.dropped, delivery)
        if let row = dropped.row { owner.journal?.write(.late(row, .dead("the mailbox is full"))) }
    }

    private func letter(_ reply: Reply, isAnnounced: Bool) -> Mailbox.Letter {
        let word = isAnnounced ? delivery.endpoint.account.late.continuationWord : nil
        return Mailbox.Letter(reply: reply, word: word, time: time(nil), row: row)
    }
}

extension Reply {
    /// The replies that say the same in several messages, as the API sends them.
    fileprivate var parts: [Reply] {
        switch self {
        case .text(let text): CustomerMessage.pieces(of: text).map { .text($0) }
        case .news(let articles): articles.map { .news([$0]) }
        default: [self]
        }
    }
}

extension [Reply] {
    /// Undoes `parts`: the mailbox gives one reply for one message.
    fileprivate init(joining parts: [Reply]) {
        self = parts.reduce(into: []) { joined, part in
            switch (joined.last, part) {
            case (.text(let text), .text(let more)): joined[joined.count - 1] = .text(text + more)
            case (.news(let articles), .news(let more)): joined[joined.count - 1] = .news(articles + more)
            default: joined.append(part)
            }
        }
    }
}
