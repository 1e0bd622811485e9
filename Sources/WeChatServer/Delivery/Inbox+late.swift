import WeChat

/// Answers before the end of a push, and those that no delivery has carried to the user.
extension Inbox {
    /// What is to be done with a delivery that WeChat does not wait for much longer.
    enum Expiry {
        /// It is left alone, because WeChat will come again.
        case rides
        /// It is not answered before the push is in the journal, or the answer.
        case waits
        /// It is answered so, and nobody else.
        case alone(PushAnswer)
        /// Those are answered so, when it is in that row.
        case promised(PushAnswer, Waiters<Delivery>, JournalRow.ID?)
    }

    /// The time that WeChat waits for a delivery is nearly over. It `rides`, if that may be; and is answered with the
    /// promise, which is for all who wait where an answer `comesLater`. The delivery is nil when it is on another instance.
    mutating func expire(
        _ key: PushKey, _ delivery: Delivery?, rides: Bool, _ promise: PushAnswer, comesLater: Bool
    ) -> Expiry {
        guard let run = run(of: key) else { return .promised(promise, Waiters(), nil) }
        if run.isWriting {
            run.isOverdue = true
            return .waits
        }
        if delivery == nil { run.deliveries += 1 }
        if let given = run.promise { return .alone(given.answer) }
        guard comesLater else {
            if let delivery { leave(key, delivery) }
            return .alone(promise)
        }
        if rides, run.deliveries < Self.deliveries { return .rides }
        let told = self.promise(key, promise, isAnswered: true) { _ in true }
        return .promised(promise, told?.waiters ?? Waiters(), run.row)
    }

    /// Answers a push before its end: those who wait, and whether WeChat waits for one of them, or for one that does not
    /// wait here and `isAnswered` now. Nil when it was answered before.
    mutating func promise(
        _ key: PushKey, _ answer: PushAnswer, isAnswered: Bool, _ isFresh: (Delivery) -> Bool
    ) -> (waiters: Waiters<Delivery>, isDelivered: Bool)? {
        guard let run = run(of: key), run.promise == nil else { return nil }
        let taken = run.waiters
        let chances = taken.count(where: isFresh) + (isAnswered ? 1 : 0)
        waiters -= taken.count
        run.waiters = Waiters()
        run.promise = Given(answer: answer, chances: chances)
        run.isWriting = isKept
        return (taken, chances > 0)
    }

    /// Whether WeChat waits for the answer of a push that has not ended.
    mutating func isAwaited(_ key: PushKey, _ isFresh: (Delivery) -> Bool) -> Bool {
        (run(of: key)?.waiters.count(where: isFresh) ?? 0) > 0
    }

    /// A delivery was gone when it was to be answered. Whether it was the last that could reach the user.
    mutating func miss(_ key: PushKey) -> Bool {
        change(key) { given in
            given.chances -= 1
            return given.chances == 0
        } ?? false
    }

    /// Whether the answer has reached nobody. From now on it is another's business to bring it to the user, and a delivery
    /// that comes after all is answered `success`.
    mutating func claim(_ key: PushKey) -> Bool {
        change(key) { given in
            guard given.chances <= 0 else { return false }
            given = Given(answer: PushAnswer(reply: nil, time: given.answer.time), chances: 1)
            return true
        } ?? false
    }

    /// The same where several instances decide: an answer that has reached nobody here is forgotten here, and asked for
    /// elsewhere.
    mutating func release(_ key: PushKey) -> Bool {
        switch entries[key] {
        case .answered(let given) where given.chances > 0: return false
        case .answered: entries.remove(key)
        case .running: return claim(key)
        case .alone, .failed, nil: break
        }
        return true
    }

    private mutating func change<Result>(_ key: PushKey, _ body: (inout Given) -> Result) -> Result? {
        switch entries[key] {
        case .answered(var given):
            defer { entries.set(.answered(given), for: key) }
            return body(&given)
        case .running(let run):
            guard var given = run.promise else { return nil }
            defer { run.promise = given }
            return body(&given)
        case .alone, .failed, nil: return nil
        }
    }

    /// WeChat sends a push three times. (Protocol: 被动回复用户消息, 重试.)
    private static var deliveries: Int { 3 }
}
