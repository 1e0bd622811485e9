import WeChat

/// One run for each push, however often it is delivered: who runs, who waits, and what was answered.
///
/// Pure: deliveries and times come in, decisions go out. A push that has to wait runs with the delivery that came first.
struct Inbox<Delivery: AnyObject> {
    /// What is to be done with a delivery.
    enum Arrival {
        /// Its push runs now, with this delivery.
        case runs
        /// Its push runs already, or when it is its turn; the delivery waits.
        case waits
        /// Its push was answered so.
        case answered(PushAnswer)
        /// Nothing more can be kept. The push is as if it had not come.
        case refused
    }

    /// The deliveries of a push that wait. Most have one at most.
    struct Waiters {
        fileprivate(set) var first: Delivery?
        fileprivate(set) var others: [Delivery] = []

        fileprivate var count: Int { (first == nil ? 0 : 1) + others.count }

        fileprivate mutating func add(_ delivery: Delivery) {
            if first == nil { first = delivery } else { others.append(delivery) }
        }

        /// Whether it was there.
        fileprivate mutating func remove(_ delivery: Delivery) -> Bool {
            if first === delivery {
                first = others.popLast()
            } else if let place = others.firstIndex(where: { $0 === delivery }) {
                others.remove(at: place)
            } else {
                return false
            }
            return true
        }
    }

    private enum Entry {
        case running(Waiters)
        case answered(PushAnswer)
    }

    private let limits: Configuration.Pushes
    private let entries = HashedTable<PushKey, Entry>()
    /// The keys of answered pushes in the order of their answers, around and around.
    private var answered: [PushKey] = []
    private var oldest = 0
    /// Users with a push that runs, and their pushes that wait for its end.
    private let users = HashedTable<PushKey.User, [Delivery]>()
    /// Pushes that could run if there were not so many. Those before `next` have gone.
    private var backlog: [Delivery] = []
    private var next = 0

    /// Pushes whose handlers run.
    private(set) var running = 0
    /// Deliveries and pushes that wait.
    private(set) var waiting = 0

    init(_ limits: Configuration.Pushes) {
        self.limits = limits
    }

    /// A delivery has come. `now` is in seconds.
    mutating func arrive(
        _ key: PushKey, now: Int, _ delivery: Delivery
    ) -> Arrival {
        switch entries[key] {
        case .answered(let answer) where now - answer.time < limits.answerTime: return .answered(answer)
        case .running(var waiters):
            guard waiting < limits.waiting else { return .refused }
            waiters.add(delivery)
            entries[key] = .running(waiters)
            waiting += 1
            return .waits
        case .answered, nil: return begin(key, delivery)
        }
    }

    private mutating func begin(_ key: PushKey, _ delivery: Delivery) -> Arrival {
        let isBusy = limits.isOrdered && users[key.user] != nil
        guard isBusy || running >= limits.running else {
            if limits.isOrdered { users[key.user] = [] }
            entries[key] = .running(Waiters())
            running += 1
            return .runs
        }
        // The push waits, and its delivery.
        guard waiting + 2 <= limits.waiting else { return .refused }
        waiting += 2
        entries[key] = .running(Waiters(first: delivery))
        if isBusy {
            users[key.user]?.append(delivery)
        } else {
            if limits.isOrdered { users[key.user] = [] }
            backlog.append(delivery)
        }
        return .waits
    }

    /// The delivery that a push runs with waits as well, because a handler does.
    mutating func wait(_ key: PushKey, _ delivery: Delivery) {
        guard case .running(var waiters) = entries[key] else { return }
        waiters.add(delivery)
        entries[key] = .running(waiters)
        waiting += 1
    }

    /// A delivery was answered before its push has ended, or is gone.
    mutating func leave(_ key: PushKey, _ delivery: Delivery) {
        guard case .running(var waiters) = entries[key], waiters.remove(delivery) else { return }
        entries[key] = .running(waiters)
        waiting -= 1
    }

    /// A push has ended. Its deliveries are to be answered, and others are to run. Without an answer it is as if it had
    /// not come, and runs again when it comes again.
    mutating func finish(_ key: PushKey, _ answer: consuming PushAnswer?) -> (waiters: Waiters, runs: [Delivery]) {
        guard case .running(let waiters) = entries[key] else { return (Waiters(), []) }
        waiting -= waiters.count
        running -= 1
        keep(answer, for: key)
        if limits.isOrdered { release(key.user) }
        var runs: [Delivery] = []
        while running < limits.running, next < backlog.count {
            runs.append(backlog[next])
            next += 1
            running += 1
            waiting -= 1
        }
        if next == backlog.count, next > 0 {
            backlog.removeAll(keepingCapacity: next < 1_024)
            next = 0
        }
        return (waiters, runs)
    }

    /// The user's next push may run.
    private mutating func release(_ user: PushKey.User) {
        guard var queue = users[user], !queue.isEmpty else {
            users[user] = nil
            return
        }
        backlog.append(queue.removeFirst())
        users[user] = queue
    }

    private mutating func keep(_ answer: consuming PushAnswer?, for key: PushKey) {
        guard let answer, limits.answers > 0 else {
            entries[key] = nil
            return
        }
        entries[key] = .answered(answer)
        guard answered.count == limits.answers else { return answered.append(key) }
        let forgotten = answered[oldest]
        answered[oldest] = key
        oldest = (oldest + 1) % limits.answers
        // It may have been answered again meanwhile, or run.
        if case .answered = entries[forgotten], forgotten != key { entries[forgotten] = nil }
    }
}

/// What a push was answered, for its further deliveries.
struct PushAnswer: Sendable {
    /// The reply; nil is that no handler had one.
    var reply: Reply?
    /// When, in seconds since 1970: it stands in the reply, and the bytes are to be the same.
    var time: Int
}
