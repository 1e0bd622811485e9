import WeChat

/// One run for each push, however often it is delivered: who runs, who waits, and what was answered.
///
/// Pure: deliveries and times come in, decisions go out. A push that has to wait runs with the delivery that came first.
struct Inbox<Delivery: AnyObject> {
    /// What is to be done with a delivery.
    enum Arrival {
        /// Its push runs now, with this delivery, for so many times.
        case runs(attempt: Int)
        /// The same, when it is its turn; the delivery waits.
        case runsLater(attempt: Int)
        /// Its push is answered with what was in the user's mailbox.
        case fetches(Mailbox.Letter)
        /// Its push runs already, or when it is its turn; the delivery waits.
        case waits
        /// Its push was answered so.
        case answered(PushAnswer)
        /// Nothing more can be kept. The push is as if it had not come.
        case refused
    }

    /// A push that has not ended.
    final class Run {
        var waiters: Waiters<Delivery>
        /// How often the push was delivered.
        var deliveries = 1
        /// How often it was begun.
        let attempt: Int
        /// What its deliveries are answered, where that was decided before its end.
        var promise: Given?
        /// Its row in the journal, once that is written.
        var row: JournalRow.ID?
        /// Whether something of it is on its way into the journal: nobody is answered before that is there.
        var isWriting: Bool
        /// Whether the time of a delivery has come meanwhile.
        var isOverdue = false

        init(first: Delivery? = nil, attempt: Int = 1, isWriting: Bool) {
            waiters = Waiters(first: first)
            self.attempt = attempt
            self.isWriting = isWriting
        }
    }

    /// What a push was answered.
    struct Given {
        let answer: PushAnswer
        /// The deliveries that may have carried it to the user.
        var chances: Int
    }

    enum Entry {
        /// It has come once and runs for the first time; nil when its delivery does not wait here. Most end as that.
        case alone(Delivery?)
        case running(Run)
        case answered(Given)
        /// Its handlers have failed so often, and WeChat was told to send it again.
        case failed(Int)
    }

    private let limits: Configuration.Pushes
    /// Whether there is a journal.
    let isKept: Bool
    let entries = HashedTable<PushKey, Entry>()
    /// The keys of ended pushes in the order of their ends, around and around.
    private var ended: [PushKey] = []
    private var oldest = 0
    var queue: RunQueue<Delivery>
    private var mailbox: Mailbox

    /// Pushes whose handlers run.
    var running: Int { queue.running }
    /// Whether pushes wait because so many run.
    var isCrowded: Bool { queue.isCrowded }
    /// Deliveries and pushes that wait.
    var waiting: Int { waiters + queue.count }
    var waiters = 0

    /// An inbox. Where a journal `keepsPushes`, it has to be told what is in there: see `kept` and `ending`.
    init(_ limits: Configuration.Pushes, keepsPushes: Bool = false) {
        self.limits = limits
        isKept = keepsPushes
        queue = RunQueue(limits)
        mailbox = Mailbox(limits)
    }

    /// A delivery has come. `now` is in seconds; `text` is that of a message, nil for an event. What is new is refused where
    /// the journal is not `taking` it.
    mutating func arrive(
        _ key: PushKey, now: Int, _ delivery: Delivery, taking: Bool = true, text: @autoclosure () -> String?
    ) -> Arrival {
        switch entries[key] {
        case .answered(var given) where now - given.answer.time < limits.answerTime:
            given.chances += 1
            entries.set(.answered(given), for: key)
            return .answered(given.answer)
        case .alone, .running: return join(key, delivery)
        case .failed(let failures) where taking: return begin(key, now, delivery, attempt: failures + 1, text())
        case .answered where taking, nil where taking: return begin(key, now, delivery, attempt: 1, text())
        case .answered, .failed, nil: return .refused
        }
    }

    private mutating func join(_ key: PushKey, _ delivery: Delivery) -> Arrival {
        guard let run = run(of: key) else { return .refused }
        run.promise?.chances += 1
        if let promise = run.promise, !run.isWriting { return .answered(promise.answer) }
        guard waiting < limits.waiting else { return .refused }
        run.waiters.add(delivery)
        run.deliveries += 1
        waiters += 1
        return .waits
    }

    private mutating func begin(
        _ key: PushKey, _ now: Int, _ delivery: Delivery, attempt: Int, _ text: @autoclosure () -> String?
    ) -> Arrival {
        guard queue.begins(key.user) else {
            // The push waits, and its delivery.
            guard waiting + 2 <= limits.waiting else { return .refused }
            queue.add(delivery, of: key.user)
            waiters += 1
            entries.set(attempt == 1 ? .alone(delivery) : .running(run(delivery, attempt)), for: key)
            return .runsLater(attempt: attempt)
        }
        entries.set(attempt == 1 ? .alone(nil) : .running(run(nil, attempt)), for: key)
        if let letter = mailbox.take(for: key.user, now: now, text()) { return .fetches(letter) }
        return .runs(attempt: attempt)
    }

    private func run(_ first: Delivery?, _ attempt: Int) -> Run {
        Run(first: first, attempt: attempt, isWriting: isKept)
    }

    /// The push, if it has not ended.
    func run(of key: PushKey) -> Run? {
        switch entries[key] {
        case .running(let run): return run
        case .alone(let delivery):
            let run = run(delivery, 1)
            entries.set(.running(run), for: key)
            return run
        case .answered, .failed, nil: return nil
        }
    }

    /// A push that has waited is to run. What was in the user's mailbox, for a message of that `text`, answers it instead.
    mutating func fetch(_ key: PushKey, now: Int, text: @autoclosure () -> String?) -> Mailbox.Letter? {
        guard let run = run(of: key), run.promise == nil, run.waiters.first != nil else { return nil }
        return mailbox.take(for: key.user, now: now, text())
    }

    /// The delivery that a push runs with waits as well, because a handler does. False when it was answered meanwhile.
    mutating func wait(_ key: PushKey, _ delivery: Delivery) -> Bool {
        if case .alone(nil) = entries[key] {
            entries.set(.alone(delivery), for: key)
        } else {
            guard let run = run(of: key), run.promise == nil else { return false }
            run.waiters.add(delivery)
        }
        waiters += 1
        return true
    }

    /// A delivery was answered before its push has ended, or is gone.
    mutating func leave(_ key: PushKey, _ delivery: Delivery) {
        guard let run = run(of: key), run.waiters.remove(delivery) else { return }
        waiters -= 1
    }

    /// What follows from a push's end.
    struct End {
        /// Who is to be answered with its answer.
        var waiters = Waiters<Delivery>()
        /// What its deliveries were answered before.
        var promise: PushAnswer?
        /// Whether nobody is there whom the answer can reach.
        var isUndelivered = false
        /// The pushes that are to run now, each with its first delivery.
        var runs: [Delivery] = []
    }

    /// A push has ended. When its answer is not `isKept` it is as if it had not come, and runs again when it comes again.
    /// `isAnswered` says that its delivery does not wait here and is answered now; `isFresh` tells deliveries that WeChat
    /// waits for. Nil when nothing follows but that answer.
    mutating func finish(
        _ key: PushKey, _ answer: PushAnswer, isKept: Bool, isAnswered: Bool, _ isFresh: (Delivery) -> Bool
    ) -> End? {
        let told: Waiters<Delivery>
        let run: Run?
        switch entries[key] {
        case .alone(let delivery): (told, run) = (Waiters(first: delivery), nil)
        case .running(let shared): (told, run) = (shared.waiters, shared)
        case .answered, .failed, nil: return nil
        }
        let runs = queue.end(key.user)
        waiters -= told.count
        let chances = told.count(where: isFresh) + (isAnswered ? 1 : 0)
        if let promise = run?.promise {
            keep(.answered(promise), key)
            return End(waiters: told, promise: promise.answer, runs: runs)
        }
        keep(isKept ? .answered(Given(answer: answer, chances: chances)) : .failed(run?.attempt ?? 1), key)
        guard told.first != nil || chances == 0 || !runs.isEmpty else { return nil }
        return End(waiters: told, isUndelivered: chances == 0, runs: runs)
    }

    /// What was answered since that time, in seconds, as far as it is kept.
    func answered(since time: Int) -> [(key: PushKey, answer: PushAnswer)] {
        ended.compactMap { key in
            guard case .answered(let given) = entries[key], given.answer.time >= time else { return nil }
            return (key, given.answer)
        }
    }

    /// Whether the push has not ended.
    func isRunning(_ key: PushKey) -> Bool {
        switch entries[key] {
        case .alone, .running: true
        case .answered, .failed, nil: false
        }
    }

    /// Keeps an answer for the user's next message. The one that had to go for it.
    mutating func put(_ letter: Mailbox.Letter, for user: PushKey.User) -> Mailbox.Letter? {
        mailbox.put(letter, for: user)
    }

    /// The user follows no more: what waits for him is deleted. (Protocol: 取消关注.)
    mutating func forget(_ user: PushKey.User) {
        mailbox.removeAll(for: user)
    }

    mutating func keep(_ entry: consuming Entry, _ key: PushKey) {
        guard limits.answers > 0 else {
            entries.remove(key)
            return
        }
        entries.set(entry, for: key)
        guard ended.count == limits.answers else { return ended.append(key) }
        let forgotten = ended[oldest]
        ended[oldest] = key
        oldest = (oldest + 1) % limits.answers
        // It may have ended again meanwhile, or run.
        guard forgotten != key, !isRunning(forgotten) else { return }
        entries.remove(forgotten)
    }
}
