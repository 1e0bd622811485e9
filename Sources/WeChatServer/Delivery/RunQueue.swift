import WeChat

/// How many pushes run, and in which order the others follow.
struct RunQueue<Delivery: AnyObject> {
    private let limits: Configuration.Pushes
    /// Users with a push that runs, and their pushes that wait for its end.
    private let users = HashedTable<PushKey.User, [Delivery]>()
    /// Pushes that could run if there were not so many. Those before `next` have gone.
    private var backlog: [Delivery] = []
    private var next = 0

    /// Pushes that run.
    private(set) var running = 0
    /// Pushes that wait.
    private(set) var count = 0

    /// Whether pushes wait because so many run.
    var isCrowded: Bool { next < backlog.count }

    /// Those that wait, in no order, each with its first delivery.
    var waiting: [Delivery] { Array(backlog[next...]) + users.all.joined() }

    init(_ limits: Configuration.Pushes) {
        self.limits = limits
    }

    /// Whether a push of that user runs at once; it counts as running then. Otherwise it is to be added.
    mutating func begins(_ user: PushKey.User) -> Bool {
        guard running < limits.running, !isBusy(user) else { return false }
        if limits.isOrdered { users.set([], for: user) }
        running += 1
        return true
    }

    /// A push waits for its turn, with its first delivery.
    mutating func add(_ delivery: Delivery, of user: PushKey.User) {
        count += 1
        if var queue = users[user] {
            queue.append(delivery)
            users.set(queue, for: user)
        } else {
            if limits.isOrdered { users.set([], for: user) }
            backlog.append(delivery)
        }
    }

    /// A push of that user has ended. Those that run now.
    mutating func end(_ user: PushKey.User) -> [Delivery] {
        running -= 1
        if limits.isOrdered { release(user) }
        var runs: [Delivery] = []
        while running < limits.running, next < backlog.count {
            runs.append(backlog[next])
            next += 1
            running += 1
            count -= 1
        }
        // Not each for itself, which would move the others every time.
        if next == backlog.count || next > 1_024, next > backlog.count / 2 {
            backlog.removeFirst(next)
            next = 0
        }
        return runs
    }

    private func isBusy(_ user: PushKey.User) -> Bool { limits.isOrdered && users.contains(user) }

    /// The user's next push may run.
    private mutating func release(_ user: PushKey.User) {
        guard var queue = users[user], !queue.isEmpty else {
            users.remove(user)
            return
        }
        backlog.append(queue.removeFirst())
        users.set(queue, for: user)
    }
}
