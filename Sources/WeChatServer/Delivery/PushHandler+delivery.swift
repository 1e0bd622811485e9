import Bytes
import Glibc
import Networking
import WeChat

/// From a delivery to its answer.
extension PushHandler {
    /// Has a push handled that has not come before, and gives further deliveries the same answer.
    func deliver(_ delivery: Delivery, now: Int) {
        guard recall(delivery) else { return delivery.refuse() }
        if let user = delivery.forgottenUser { forget(user) }
        let isTaking = journal?.isTaking ?? true
        switch inbox.withLock({
            $0.arrive(delivery.key, now: now, delivery, taking: isTaking, text: delivery.push.fetchingText)
        }) {
        case .runs(let attempt):
            delivery.attempt = attempt
            if stores == nil { begin(delivery) } else { claim(delivery) { [self] in beginKept(delivery) } }
        case .runsLater(let attempt):
            delivery.attempt = attempt
            delivery.hold()
            keep(delivery)
            awaitTurn(delivery)
        case .fetches(let letter): fetch(letter, delivery)
        case .waits: delivery.hold()
        case .answered(let answer): delivery.answer(answer, .repeated)
        case .refused: delivery.refuse()
        }
    }

    /// What waits for a user is deleted, and other instances are told.
    func forget(_ user: PushKey.User) {
        inbox.withLock { $0.forget(user) }
        stores?.forgetting.forget(user)
    }

    /// Another instance has forgotten a user. What is known of him here is deleted; `done` when that is kept.
    func forgetHere(_ user: PushKey.User, _ done: @escaping @Sendable () -> Void) {
        inbox.withLock { $0.forget(user) }
        guard let journal else { return done() }
        journal.forget(user, on: loop, done)
    }

    /// It is the turn of a push that has waited.
    func beginInTurn(_ delivery: Delivery) {
        let letter = inbox.withLock {
            $0.fetch(delivery.key, now: time(nil), text: delivery.push.fetchingText)
        }
        if let letter { return fetch(letter, delivery) }
        if delivery.isSuspect, let suspects { return suspects.add(delivery) }
        claim(delivery) { [self] in beginKept(delivery) }
    }

    /// The same where the journal may have it already, and is to know of the attempt.
    private func beginKept(_ delivery: Delivery) {
        if delivery.row == nil { begin(delivery) } else { keep(delivery) { [self] in begin(delivery) } }
    }

    private func fetch(_ letter: Mailbox.Letter, _ delivery: Delivery) {
        recorder.note(.fetched, delivery)
        end(delivery, .success(letter.reply), letter: letter.row)
    }

    /// Asks the handlers: at once where they are ready, and where they are not, in a task.
    func begin(_ delivery: Delivery) {
        var queue = delivery.endpoint.handlers(for: delivery.push)
        let context = delivery.context
        do {
            switch try noting(delivery, { try queue.next(delivery.push, context) }) {
            case .answered(let reply): end(delivery, .success(reply))
            case .waits(let handler):
                hold(delivery)
                let run = PushRun(delivery, consume context, handler, consume queue, self)
                add(run)
                if !keepsPushes || delivery.row != nil {
                    noting(delivery) { run.start() }
                } else {
                    keep(delivery) { [self] in noting(delivery) { run.start() } }
                }
            }
        } catch {
            end(delivery, .failure(error))
        }
    }

    /// The handlers of a push have ended. It is answered when that is kept.
    func end(_ delivery: Delivery, _ result: Result<Reply?, any Error>, letter: JournalRow.ID? = nil) {
        guard keepsPushes else { return conclude(delivery, settled(result, delivery)) }
        hold(delivery)
        let promise = inbox.withLock { $0.ending(delivery.key) }
        let end = settled(result, delivery, promise: promise, letter: letter)
        keep(delivery, end) { [self] in
            guard let stores else { return conclude(delivery, end) }
            // Who was promised something is told that, and who waits the answer.
            let isGiven = end.promise != nil || inbox.withLock { $0.isAwaited(delivery.key, isFresh) }
            // Concluded when the others know, or cannot be told soon.
            stores.claims.end(delivery.key, end.kept, isGiven: isGiven) { [self] in conclude(delivery, end) }
        }
    }

    /// Answers a push, and does what follows.
    func conclude(_ delivery: Delivery, _ push: PushEnd) {
        if delivery.isSuspect { suspects?.release(delivery, hasEnded: true) }
        let end = inbox.withLock {
            $0.finish(delivery.key, push.answer, isKept: push.isKept, isAnswered: !delivery.isHeld, isFresh)
        }
        guard let end else {
            if let rest = push.rest { send(LateAnswer(rest, to: delivery, .rest, row: delivery.endRow, self)) }
            if !delivery.isHeld { delivery.answer(push.answer, push.outcome) }
            return
        }
        // Whom it is given to from now on is to be known to all.
        if end.isUndelivered, stores != nil { _ = inbox.withLock { $0.release(delivery.key) } }
        if end.promise != nil || end.isUndelivered, let reply = push.reply {
            let cause: LateAnswer.Cause =
                end.promise == nil
                ? .undelivered(rest: push.rest) : push.isElsewhere ? .elsewhere : .promised
            send(LateAnswer(reply, to: delivery, cause, row: delivery.endRow ?? delivery.row, self))
        } else if let rest = push.rest {
            send(LateAnswer(rest, to: delivery, .rest, row: delivery.endRow, self))
        }
        let answer = end.promise ?? push.answer
        if !delivery.isHeld { delivery.answer(answer, push.outcome) }
        end.waiters.answer(answer, delivery.isHeld ? push.outcome : .repeated)
        for push in end.runs { push.begin() }
    }

    /// What is answered, and whether it is the answer to further deliveries as well: a push that WeChat is told to send
    /// again must run again.
    private func settled(
        _ result: Result<Reply?, any Error>, _ delivery: Delivery, promise: PushAnswer? = nil,
        letter: JournalRow.ID? = nil
    ) -> PushEnd {
        let outcome: Outcome
        var isKept = true
        var answer = PushAnswer(reply: nil, time: time(nil))
        switch result {
        case .success(let reply):
            answer.reply = reply
            outcome = reply == nil ? .success : .replied
        case .failure(let error):
            recorder.note(error, delivery)
            answer.reply = delivery.endpoint.apology(for: delivery.push)
            outcome = .failed
            isKept = delivery.endpoint.overdueReply(to: delivery.push) == nil
        }
        let cut = shorten(&answer, delivery)
        return PushEnd(
            answer: answer, outcome: outcome, isKept: isKept, promise: promise, whole: cut?.whole, rest: cut?.rest,
            letter: letter)
    }

    /// Takes out of an answer what has no room there. What it was, and what was taken out; nil when it fits.
    func shorten(_ answer: inout PushAnswer, _ delivery: Delivery) -> (whole: Reply, rest: Reply?)? {
        guard !delivery.endpoint.fits(answer.reply), let whole = answer.reply else { return nil }
        let (now, late) = delivery.endpoint.parted(whole, to: delivery.push)
        answer.reply = now
        return (whole, late)
    }

    /// Answers, and takes it down. When the client has gone meanwhile it is too late, whatever the handler did.
    func settle(_ delivery: Delivery, _ reply: PushAnswer, _ outcome: Outcome) {
        let outcome = delivery.isOpen ? outcome : .late
        if delivery.isHeld, !delivery.isAwaited, isFresh(delivery) { miss(delivery, reply) }
        // The next request of the connection may be answered inside `respond`, behind this answer.
        let start = answer.count
        let sealed = delivery.endpoint.seal(
            reply.reply, to: delivery.push, in: delivery.envelope, now: reply.time, into: &answer)
        delivery.respond(
            HTTPResponse(.init(sealed.format), UnsafeRawBufferPointer(rebasing: answer.bytes[start...])))
        if start == 0 { answer.removeAll() } else { answer.truncate(to: start) }
        if outcome != .repeated, let mistake = sealed.mistake { recorder.note(mistake, delivery) }
        recorder.record(delivery, outcome)
    }
}

extension Push {
    /// What may fetch an answer from the mailbox: what a message says, nothing for a picture; nil for an event.
    var fetchingText: String? { category == .message ? self["Content"] ?? "" : nil }
}

extension HTTPResponse.ContentType {
    fileprivate init(_ format: WireFormat?) {
        switch format {
        case .xml: self = .xml
        case .json: self = .json
        case nil: self = .text
        }
    }
}
