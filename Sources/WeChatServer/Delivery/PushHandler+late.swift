import Glibc
import Networking
import WeChat

/// Deliveries that WeChat waits for no longer, and answers that come later.
extension PushHandler {
    /// Until when WeChat is kept waiting for the answer to a delivery.
    func expiry(of delivery: Delivery) -> MonotonicTime {
        // What WeChat waits is less by the time that the answer may be on its way.
        delivery.started + min(limits.handlerTime, delivery.endpoint.patience(with: delivery.push) - 100)
    }

    /// Whether WeChat waits for a delivery now. What it has hung up on it asks for again.
    func isFresh(_ delivery: Delivery) -> Bool {
        .now() < delivery.started + delivery.endpoint.patience(with: delivery.push)
    }

    /// The time that WeChat waits is nearly over and the push has not ended: the next step is taken.
    func expire(_ delivery: Delivery) {
        let steps = delivery.endpoint.lateSteps(for: delivery.push)
        switch expiry(delivery, steps) {
        case .rides: return delivery.ride()
        case .waits:
            stores?.claims.expire(delivery.key)
            return delivery.refuse()
        case .alone(let answer): delivery.answer(answer, .late)
        case .promised(let promise, let told, let row): give(promise, told, row, of: delivery.key)
        }
        if delivery.endpoint.account.late.showsTyping, steps.contains(.customerService), let api = delivery.route.api {
            delivery.loop.run(TypingIndicator(delivery, api, inbox))
        }
    }

    /// The same of a delivery on another instance, which has no part in the push but to wait for its answer. `delivery` is the
    /// push's own.
    func expireElsewhere(_ delivery: Delivery) {
        switch expiry(delivery, delivery.endpoint.lateSteps(for: delivery.push), isElsewhere: true) {
        case .rides, .waits: break
        case .alone(let answer): stores?.claims.promise(delivery.key, answer)
        case .promised(let promise, let told, let row): give(promise, told, row, of: delivery.key)
        }
    }

    private func expiry(
        _ delivery: Delivery, _ steps: [LateStep], isElsewhere: Bool = false
    ) -> Inbox<Delivery>.Expiry {
        let promise = promise(steps, delivery)
        return inbox.withLock { inbox in
            // WeChat that comes again would be more of what there is too much of.
            let rides = steps.first == .retry && (steps.count == 1 || !inbox.isCrowded)
            return inbox.expire(
                delivery.key, isElsewhere ? nil : delivery, rides: rides, promise, comesLater: !steps.isEmpty)
        }
    }

    /// Answers all deliveries of a push before its end, once that is kept.
    private func give(_ promise: PushAnswer, _ told: Waiters<Delivery>, _ row: JournalRow.ID?, of key: PushKey) {
        keep(promise, row, of: key) { [self] in
            told.answer(promise, .late, others: .late)
            stores?.claims.promise(key, promise)
        }
    }

    /// What is answered to a push whose answer comes later.
    func promise(_ steps: [LateStep], _ delivery: Delivery) -> PushAnswer {
        let reply: Reply? =
            switch steps.first(where: { $0 != .retry }) {
            case .mailbox: .text(delivery.endpoint.account.late.mailboxNotice)
            case .customerService, .retry: nil
            case nil: delivery.endpoint.overdueReply(to: delivery.push)
            }
        return PushAnswer(reply: reply, time: time(nil))
    }

    /// WeChat has hung up on a delivery, as it does before it comes again.
    func abandon(_ delivery: Delivery) {
        inbox.withLock { $0.leave(delivery.key, delivery) }
        recorder.record(delivery, .unanswered)
        delivery.respond(HTTPResponse(.serviceUnavailable))
    }

    /// WeChat is to come again, because a push cannot be taken now.
    func turnAway(_ delivery: Delivery) {
        inbox.withLock { $0.leave(delivery.key, delivery) }
        recorder.record(delivery, .overloaded)
        delivery.respond(HTTPResponse(.serviceUnavailable))
    }

    /// A handler answers and goes on.
    func replyEarly(_ delivery: Delivery, _ reply: Reply) {
        var answer = PushAnswer(reply: reply, time: time(nil))
        let rest = shorten(&answer, delivery)?.rest
        if delivery.early?.repeats(hasRest: rest != nil) ?? false { return }
        if keepsPushes { hold(delivery) }
        let told = inbox.withLock {
            $0.promise(delivery.key, answer, isAnswered: !delivery.isHeld, isFresh)
        }
        guard let told else {
            return send(LateAnswer(reply, to: delivery, .promised, row: keep(late: reply, delivery), self))
        }
        let late =
            told.isDelivered
            ? rest.map { LateAnswer($0, to: delivery, .rest, row: nil, self) }
            : LateAnswer(reply, to: delivery, .undelivered(rest: rest), row: nil, self)
        let row = keep(delivery, promise: answer, rest: rest) { [self, answer] in
            if let late { send(late) }
            if !delivery.isHeld { delivery.answer(answer, .replied) }
            told.waiters.answer(answer, .replied)
            stores?.claims.promise(delivery.key, answer)
        }
        late?.row = row
    }

    /// A delivery was gone when its answer was there.
    func miss(_ delivery: Delivery, _ answer: PushAnswer) {
        guard let reply = answer.reply, inbox.withLock({ $0.miss(delivery.key) }) else { return }
        send(LateAnswer(reply, to: delivery, .undelivered(rest: nil), row: delivery.row, self))
    }

    /// Brings an answer to its user by the steps that are left.
    func send(_ answer: LateAnswer) {
        guard answer.saysSomething else { return }
        guard answer.hasWay else {
            note(.dead("it came too late for the reply, and there is no other way"), answer.row)
            return recorder.note(.unsent, answer.delivery)
        }
        // The next message may come as soon as anybody was told to write one.
        if stores == nil, answer.waitsForMessage { return answer.keep() }
        pending += 1
        outbox.add(answer)
    }

    /// The end of a late answer.
    func ended(_ answer: LateAnswer) {
        pending -= 1
        outbox.end(answer)
        noteIdle()
    }
}
