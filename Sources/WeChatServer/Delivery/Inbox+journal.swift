import WeChat

/// What the journal changes: nobody is answered before what he is answered is written.
extension Inbox {
    /// The push is in the journal, in that row, with what it was promised. Who has waited for that meanwhile; without a promise
    /// they go on waiting, unless it is their time.
    mutating func kept(_ key: PushKey, _ row: JournalRow.ID?) -> (waiters: Waiters<Delivery>, promise: PushAnswer?)? {
        guard let run = run(of: key) else { return nil }
        run.isWriting = false
        run.row = row
        defer { run.isOverdue = false }
        guard let promise = run.promise else { return run.isOverdue ? (run.waiters, nil) : nil }
        let told = run.waiters
        waiters -= told.count
        run.waiters = Waiters()
        return (told, promise.answer)
    }

    /// The push has ended, and its answer is on its way into the journal: `finish` follows. What it was promised.
    mutating func ending(_ key: PushKey) -> PushAnswer? {
        // One of which nobody knows but its delivery is being written as it is.
        guard case .running(let run) = entries[key] else { return nil }
        run.isWriting = true
        return run.promise?.answer
    }

    /// Whether it was decided what the push is answered, though it has not ended.
    func isPromised(_ key: PushKey) -> Bool { run(of: key)?.promise != nil }

    /// A push of an earlier process is to run again, which was delivered so often for all that is known. Whether it does so
    /// now; otherwise when it is its turn.
    mutating func restore(
        _ key: PushKey, _ delivery: Delivery, _ row: JournalRow.ID, attempt: Int, deliveries: Int = 1,
        _ promise: PushAnswer?
    ) -> Bool {
        // One that somebody has asked for again, and WeChat as well.
        guard !isRunning(key) else { return false }
        let run = Run(attempt: attempt, isWriting: false)
        run.row = row
        run.deliveries = deliveries
        // Its user may have read it.
        run.promise = promise.map { Given(answer: $0, chances: 1) }
        entries.set(.running(run), for: key)
        guard !queue.begins(key.user) else { return true }
        queue.add(delivery, of: key.user)
        return false
    }

    /// An earlier process has answered the push, or its handlers have failed, for so many times.
    mutating func recall(_ key: PushKey, _ answer: PushAnswer, failures: Int? = nil, isDelivered: Bool = true) {
        guard entries[key] == nil else { return }
        keep(failures.map { .failed($0) } ?? .answered(Given(answer: answer, chances: isDelivered ? 1 : 0)), key)
    }
}
