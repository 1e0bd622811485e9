import Bytes
import Glibc
import Networking
import WeChat

/// From a delivery to its answer.
extension PushHandler {
    /// Has a push handled that has not come before, and gives further deliveries the same answer.
    func deliver(_ delivery: Delivery, now: Int) {
        if delivery.push.isUnsubscribe { inbox.withLock { $0.forget(delivery.key.user) } }
        switch inbox.withLock({
            $0.arrive(delivery.key, now: now, delivery, text: delivery.push.fetchingText)
        }) {
        case .runs: begin(delivery)
        case .fetches(let reply): fetch(reply, delivery)
        case .waits: delivery.hold()
        case .answered(let answer): delivery.answer(answer, .repeated)
        case .refused: refuse(delivery)
        }
    }

    /// It is the turn of a push that has waited.
    func beginInTurn(_ delivery: Delivery) {
        let letter = inbox.withLock {
            $0.fetch(delivery.key, now: time(nil), text: delivery.push.fetchingText)
        }
        if let letter { fetch(letter, delivery) } else { begin(delivery) }
    }

    private func fetch(_ letter: Reply, _ delivery: Delivery) {
        recorder.note(.fetched, delivery)
        end(delivery, .success(letter))
    }

    /// Asks the handlers: at once where they are ready, and where they are not, in a task.
    private func begin(_ delivery: Delivery) {
        var queue = delivery.endpoint.handlers(for: delivery.push)
        let context = delivery.context
        do {
            switch try queue.next(delivery.push, context) {
            case .answered(let reply): end(delivery, .success(reply))
            case .waits(let handler):
                if !delivery.isHeld, inbox.withLock({ $0.wait(delivery.key, delivery) }) { delivery.hold() }
                let run = PushRun(delivery, consume context, handler, consume queue, self)
                add(run)
                run.start()
            }
        } catch {
            end(delivery, .failure(error))
        }
    }

    /// Answers a push, and does what follows.
    func end(_ delivery: Delivery, _ result: Result<Reply?, any Error>) {
        var (answer, outcome, isKept) = settled(result, delivery)
        let rest = shorten(&answer, delivery)
        let end = inbox.withLock {
            $0.finish(delivery.key, answer, isKept: isKept, isAnswered: !delivery.isHeld, isFresh)
        }
        guard let end else {
            if let rest { send(LateAnswer(rest, to: delivery, .rest, self)) }
            if !delivery.isHeld { delivery.answer(answer, outcome) }
            return
        }
        if end.promise != nil || end.isUndelivered, let reply = (try? result.get()) ?? answer.reply {
            send(LateAnswer(reply, to: delivery, end.promise != nil ? .promised : .undelivered(rest: rest), self))
        } else if let rest {
            send(LateAnswer(rest, to: delivery, .rest, self))
        }
        if !delivery.isHeld { delivery.answer(end.promise ?? answer, outcome) }
        end.waiters.first?.answer(answer, delivery.isHeld ? outcome : .repeated)
        for waiter in end.waiters.others { waiter.answer(answer, .repeated) }
        for push in end.runs { push.begin() }
    }

    /// What is answered, and whether it is the answer to further deliveries as well: a push that WeChat is told to send
    /// again must run again.
    private func settled(
        _ result: Result<Reply?, any Error>, _ delivery: Delivery
    ) -> (answer: PushAnswer, outcome: Outcome, isKept: Bool) {
        switch result {
        case .success(let reply):
            return (PushAnswer(reply: reply, time: time(nil)), reply == nil ? .success : .replied, true)
        case .failure(let error):
            recorder.note(error, delivery)
            let apology = PushAnswer(reply: delivery.endpoint.apology(for: delivery.push), time: time(nil))
            return (apology, .failed, delivery.endpoint.overdueReply(to: delivery.push) == nil)
        }
    }

    /// Takes out of an answer what has no room there.
    func shorten(_ answer: inout PushAnswer, _ delivery: Delivery) -> Reply? {
        guard !delivery.endpoint.fits(answer.reply), let reply = answer.reply else { return nil }
        let (now, late) = delivery.endpoint.parted(reply, to: delivery.push)
        answer.reply = now
        return late
    }

    /// There is no room for the push. WeChat sends it again when it gets no answer, and at once when it gets a bad one: so
    /// it gets that as late as can be.
    private func refuse(_ delivery: Delivery) {
        delivery.exchange.expire(at: delivery.started + limits.refusalTime) { [recorder] in
            delivery.exchange.respond(HTTPResponse(.serviceUnavailable))
            recorder.record(delivery, .overloaded)
        }
    }

    /// Answers, and takes it down. When the client has gone meanwhile it is too late, whatever the handler did.
    func settle(_ delivery: Delivery, _ reply: PushAnswer, _ outcome: Outcome) {
        let outcome = delivery.exchange.isOpen ? outcome : .late
        if delivery.isHeld, !delivery.exchange.isAwaited, isFresh(delivery) { miss(delivery, reply) }
        // The next request of the connection may be answered inside `respond`, behind this answer.
        let start = answer.count
        let sealed = delivery.endpoint.seal(
            reply.reply, to: delivery.push, in: delivery.envelope, now: reply.time, into: &answer)
        delivery.exchange.respond(
            HTTPResponse(.init(sealed.format), UnsafeRawBufferPointer(rebasing: answer.bytes[start...])))
        if start == 0 { answer.removeAll() } else { answer.truncate(to: start) }
        if outcome != .repeated, let mistake = sealed.mistake { recorder.note(mistake, delivery) }
        recorder.record(delivery, outcome)
    }
}

extension Push {
    /// What may fetch an answer from the mailbox: what a message says, nothing for a picture; nil for an event.
    fileprivate var fetchingText: String? { category == .message ? self["Content"] ?? "" : nil }
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
