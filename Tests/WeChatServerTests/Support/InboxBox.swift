import TestSupport
import WeChat

@testable import WeChatServer

/// An inbox, with pushes named by their user and number: `a1` is the first push of user a.
struct InboxBox {
    /// A delivery.
    final class Waiter {
        let name: String
        /// Whether WeChat waits for it.
        var isFresh = true
        init(_ name: String) { self.name = name }
    }

    var inbox: Inbox<Waiter>
    var now = 1_000
    /// Whether the journal takes new pushes.
    var isTaking = true
    /// The last delivery of each name.
    private var deliveries: [String: Waiter] = [:]

    init(keepsPushes: Bool = false, _ change: (inout Configuration.Pushes) -> Void = { _ in }) {
        var limits = Configuration.Pushes()
        change(&limits)
        inbox = Inbox(limits, keepsPushes: keepsPushes)
    }

    /// What becomes of a delivery, which is called as its push with a mark behind.
    mutating func arrive(_ name: String, _ mark: String = "", text: String? = "") throws -> String {
        let waiter = Waiter(name + mark)
        deliveries[waiter.name] = waiter
        return switch inbox.arrive(try key(name), now: now, waiter, taking: isTaking, text: text) {
        case .runs(let attempt): attempt == 1 ? "runs" : "runs again, \(attempt)"
        case .fetches(let letter): "fetches \(word(letter.reply))"
        case .waits, .runsLater: "waits"
        case .answered(let answer): answer.reply == .text(name) ? "answered" : "answered \(word(answer.reply))"
        case .refused: "refused"
        }
    }

    /// The push runs with this delivery, and its handler waits.
    mutating func wait(_ name: String) throws -> Bool { inbox.wait(try key(name), try delivery(name)) }

    /// WeChat has hung up on a delivery.
    mutating func leave(_ name: String, _ mark: String = "") throws {
        inbox.leave(try key(name), try delivery(name + mark))
    }

    /// WeChat waits for a delivery no longer, for all that is known.
    func makeStale(_ delivery: String) throws { try self.delivery(delivery).isFresh = false }

    /// Those who are told a promise; nil when the delivery rides. One that `isElsewhere` is on another instance.
    mutating func expire(_ name: String, rides: Bool, isElsewhere: Bool = false) throws -> [String]? {
        let promise = PushAnswer(reply: .text("promise"), time: now)
        let delivery = isElsewhere ? nil : try delivery(name)
        switch inbox.expire(try key(name), delivery, rides: rides, promise, comesLater: true) {
        case .rides: return nil
        case .waits: return ["refused"]
        case .alone(let answer): return ["alone", word(answer.reply)]
        case .promised(_, let waiters, _): return names(waiters)
        }
    }

    /// Those who are answered early, and whether that reaches the user; nil when the push was answered.
    mutating func promise(_ name: String, isAnswered: Bool = false) throws -> String? {
        inbox.promise(
            try key(name), PushAnswer(reply: .text("early"), time: now), isAnswered: isAnswered, \.isFresh
        ).map { (names($0.waiters) + [$0.isDelivered ? "delivered" : "undelivered"]).joined(separator: " ") }
    }

    /// The deliveries to answer and the pushes to run when it has ended, and what else follows.
    mutating func finish(_ name: String, isKept: Bool = true, isAnswered: Bool = false) throws -> [String] {
        let answer = PushAnswer(reply: .text(name), time: now)
        let end = inbox.finish(try key(name), answer, isKept: isKept, isAnswered: isAnswered, \.isFresh)
        guard let end else { return [] }
        return names(end.waiters) + (end.isUndelivered ? ["undelivered"] : [])
            + (end.promise.map { ["after \(word($0.reply))"] } ?? []) + end.runs.map { "run \($0.name)" }
    }

    /// A delivery was gone when it was to be answered.
    mutating func miss(_ name: String) throws -> Bool { inbox.miss(try key(name)) }

    mutating func claim(_ name: String) throws -> Bool { inbox.claim(try key(name)) }

    mutating func put(_ text: String, for user: String, word: String? = nil) throws -> Bool {
        inbox.put(Mailbox.Letter(reply: .text(text), word: word, time: now), for: try key(user + "0").user) == nil
    }

    func key(_ name: String) throws -> PushKey {
        let document = WeChatRequest.text("x", id: name, user: String(name.prefix(1)))
        return PushKey(try Endpoint.test().open(document), account: 0)
    }

    /// How many run and wait.
    var numbers: [Int] { [inbox.running, inbox.waiting] }

    /// Whether a push of an earlier process runs at once.
    mutating func restore(_ name: String, deliveries: Int = 1, promise: String? = nil) throws -> Bool {
        let waiter = Waiter(name)
        self.deliveries[name] = waiter
        return inbox.restore(
            try key(name), waiter, 1, attempt: 2, deliveries: deliveries,
            promise.map { PushAnswer(reply: .text($0), time: now) })
    }

    /// Those who have waited for the push to be in the journal, and for what.
    mutating func kept(_ name: String) throws -> [String] {
        guard let told = inbox.kept(try key(name), 1) else { return [] }
        return names(told.waiters) + [told.promise.map { word($0.reply) } ?? "overdue"]
    }

    /// What a push that ends was promised.
    mutating func ending(_ name: String) throws -> String? { inbox.ending(try key(name)).map { word($0.reply) } }

    private func delivery(_ name: String) throws -> Waiter {
        guard let waiter = deliveries[name] else { throw TimedOut(what: name) }
        return waiter
    }

    private func names(_ waiters: Waiters<Waiter>) -> [String] {
        ([waiters.first].compactMap(\.self) + waiters.others).map(\.name)
    }

    private func word(_ reply: Reply?) -> String {
        if case .text(let text) = reply { text } else { "success" }
    }
}
