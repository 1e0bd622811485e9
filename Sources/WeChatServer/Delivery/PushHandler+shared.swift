import Glibc
import Networking
import WeChat

/// What several instances share. A server that is alone has nothing of it, and a push is its own at once.
extension PushHandler {
    /// Calls `body` when the push is this instance's, and it is its turn among its user's pushes on all of them.
    func claim(_ delivery: Delivery, _ cause: ClaimCause? = nil, _ body: @escaping @Sendable () -> Void) {
        guard let stores else { return body() }
        hold(delivery)
        let cause = cause ?? self.cause(delivery)
        stores.claims.claim(delivery.key, cause) { [self] outcome in
            switch outcome {
            case .waitsItsTurn: if delivery.row == nil { keep(delivery) }
            case .runs(let attempt, let hasLetters):
                delivery.attempt = max(delivery.attempt, attempt)
                if let answer = forgotten(delivery) { return end(delivery, .success(answer.reply)) }
                if hasLetters, cause == .delivered { take(delivery, body) } else { body() }
            case .expires: expireElsewhere(delivery)
            case .promised(let answer): end(delivery, elsewhere: answer, isGiven: false, isEnd: false)
            case .answered(let answer): end(delivery, elsewhere: answer, isGiven: cause == .delivered)
            case .unreachable: postpone(delivery, body)
            }
        }
    }

    /// What an earlier process has answered, of which Redis knows no more.
    private func forgotten(_ delivery: Delivery) -> PushAnswer? {
        guard !delivery.isRestored, let row = try? journal?.earlier(delivery.key) else { return nil }
        return row.state == .answered ? row.answer : nil
    }

    private func cause(_ delivery: Delivery) -> ClaimCause {
        if delivery.isRestored { return delivery.isRepeated ? .repeated : .replayed }
        // Whoever was promised something while it waited for its turn gets no answer that another instance has given.
        return inbox.withLock { $0.isPromised(delivery.key) } ? .committed : .delivered
    }

    /// The push is answered with what waits for its user, if there is something.
    private func take(_ delivery: Delivery, _ body: @escaping @Sendable () -> Void) {
        guard let stores, let text = delivery.push.fetchingText, !inbox.withLock({ $0.isPromised(delivery.key) }) else {
            return body()
        }
        stores.mailbox.take(delivery.key, now: time(nil), text) { [self] letter in
            guard let letter else { return body() }
            recorder.note(.fetched, delivery)
            end(delivery, .success(letter))
        }
    }

    /// Another instance has answered the push. Where that `isGiven` to a delivery here, it is this instance's business that
    /// it reaches the user; so it is where deliveries here were promised something, once the push is at its end. Otherwise
    /// nothing of it is kept here: further deliveries are to ask for it, so that it is known that they have it.
    private func end(_ delivery: Delivery, elsewhere answer: PushAnswer, isGiven: Bool, isEnd: Bool = true) {
        let promise = inbox.withLock { $0.ending(delivery.key) }
        let end = PushEnd(
            answer: answer, outcome: .repeated, isKept: isGiven, promise: promise,
            goesLate: isGiven || isEnd && promise != nil, isElsewhere: true)
        guard let row = delivery.row, let journal else { return conclude(delivery, end) }
        let change = JournalChange.answer(row, end.kept ?? answer, isKept: end.kept != nil)
        journal.write([change], on: loop) { [self] in conclude(delivery, end) }
    }

    /// A push waits for its turn. While Redis is away that is behind others that wait for Redis: its deliveries do not.
    func awaitTurn(_ delivery: Delivery) {
        guard let stores, stores.isAway, !delivery.isRestored else { return }
        let (promise, isKept) = promiseWithoutRedis(delivery)
        if isKept { answer(delivery, promise) {} }
    }

    /// Redis has gone, and pushes of this loop wait for their turn already.
    func disconnected() {
        for delivery in inbox.withLock({ $0.queue.waiting }) where delivery.loop === loop { awaitTurn(delivery) }
    }

    /// Redis may have lost what it was told last: one that is killed its last second, another in its place perhaps more. What
    /// WeChat may still send again is told again. `time` is that of the loss, in seconds. (Protocol: 被动回复用户消息, 重试.)
    func tellAgain(since time: Int) {
        tell(inbox.withLock { $0.answered(since: time - 15) }[...])
    }

    private func tell(_ ends: ArraySlice<(key: PushKey, answer: PushAnswer)>) {
        let batch = ends.prefix(256)
        guard let stores, let last = batch.last else { return }
        for (key, answer) in batch.dropLast() { stores.claims.end(key, answer) }
        // Redis knows the others before it knows the last.
        stores.claims.end(last.key, last.answer) { [self] in tell(ends.dropFirst(256)) }
    }

    /// Nobody knows whether another instance has the push. It is kept and its deliveries are answered, and it runs when it is
    /// known to be this one's.
    private func postpone(_ delivery: Delivery, _ body: @escaping @Sendable () -> Void) {
        let (promise, isKept) = promiseWithoutRedis(delivery)
        guard isKept || delivery.row != nil else {
            return conclude(delivery, PushEnd(answer: promise, outcome: .unanswered, isKept: false, goesLate: false))
        }
        answer(delivery, promise) { [self] in claim(delivery, .committed, body) }
    }

    /// What a push is answered that is to run when Redis is back; not `isKept` where that tells WeChat to come again.
    private func promiseWithoutRedis(_ delivery: Delivery) -> (answer: PushAnswer, isKept: Bool) {
        let steps = delivery.endpoint.lateSteps(for: delivery.push)
        let promise = promise(steps, delivery)
        return (promise, !steps.isEmpty || promise.reply == nil)
    }

    /// Answers the deliveries of a push before it runs, and calls `body`, when the promise is kept.
    private func answer(_ delivery: Delivery, _ promise: PushAnswer, _ body: @escaping @Sendable () -> Void) {
        let told = inbox.withLock { $0.promise(delivery.key, promise, isAnswered: false, isFresh) }
        guard let told else { return body() }
        keep(delivery, promise: promise, isBegun: false) {
            told.waiters.answer(promise, .late, others: .late)
            body()
        }
    }
}
