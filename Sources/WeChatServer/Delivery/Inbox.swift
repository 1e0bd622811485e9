import WeChat

/// One run for each push, however often it is delivered: who runs, who waits, and what was answered.
///
/// Pure: deliveries and times come in, decisions go out. `Run` starts the handlers of a push that had to wait; `Waiter` is a
/// delivery without an answer.
struct Inbox<Run, Waiter: AnyObject> {
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

    private enum Entry {
        case running([Waiter])
        case answered(PushAnswer)
    }

    private let limits: Configuration.Pushes
    private var entries: [PushKey: Entry] = [:]
    /// The keys of answered pushes in the order of their answers, around and around.
    private var answered: [PushKey] = []
    private var oldest = 0
    /// Users with a push that runs, and their pushes that wait for its end.
    private var users: [PushKey.User: [Run]] = [:]
    /// Pushes that could run if there were not so many. Those before `next` have gone.
    private var backlog: [Run] = []
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
        _ key: PushKey, now: Int, _ waiter: @autoclosure () -> Waiter, _ run: @autoclosure () -> Run
    ) -> Arrival {
        switch entries[key] {
        case .answered(let answer) where now - answer.time < limits.answerTime: return .answered(answer)
        case .running(var waiters):
            guard waiting < limits.waiting else { return .refused }
            waiters.append(waiter())
            entries[key] = .running(waiters)
            waiting += 1
            return .waits
        case .answered, nil: return begin(key, waiter, run)
        }
    }

    private mutating func begin(_ key: PushKey, _ waiter: () -> Waiter, _ run: () -> Run) -> Arrival {
        let isBusy = limits.isOrdered && users[key.user] != nil
        guard isBusy || running >= limits.running else {
            if limits.isOrdered { users[key.user] = [] }
            entries[key] = .running([])
            running += 1
            return .runs
        }
        // The push waits, and its delivery.
        guard waiting + 2 <= limits.waiting else { return .refused }
        waiting += 2
        entries[key] = .running([waiter()])
        if isBusy {
            users[key.user]?.append(run())
        } else {
            if limits.isOrdered { users[key.user] = [] }
            backlog.append(run())
        }
        return .waits
    }

    /// The delivery that a push runs with waits as well, because a handler does.
    mutating func wait(_ key: PushKey, _ waiter: Waiter) {
        guard case .running(let waiters) = entries[key] else { return }
        entries[key] = .running(waiters + [waiter])
        waiting += 1
    }

    /// A delivery was answered before its push has ended, or is gone.
    mutating func leave(_ key: PushKey, _ waiter: Waiter) {
        guard case .running(var waiters) = entries[key], let place = waiters.firstIndex(where: { $0 === waiter })
        else { return }
        waiters.remove(at: place)
        entries[key] = .running(waiters)
        waiting -= 1
    }

    /// A push has ended. Its deliveries are to be answered, and others are to run. Without an answer it is as if it had
    /// not come, and runs again when it comes again.
    mutating func finish(_ key: PushKey, _ answer: PushAnswer?) -> (waiters: [Waiter], runs: [Run]) {
        guard case .running(let waiters) = entries[key] else { return ([], []) }
        waiting -= waiters.count
        running -= 1
        keep(answer, for: key)
        if limits.isOrdered { release(key.user) }
        var runs: [Run] = []
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

    private mutating func keep(_ answer: PushAnswer?, for key: PushKey) {
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
