import Glibc
import Networking
import WeChat

/// Pushes of earlier processes.
extension PushHandler {
    /// Finds out what an earlier process has made of a push. False when that cannot be read. (Where several instances share
    /// what they know, it is claimed first.)
    func recall(_ delivery: Delivery) -> Bool {
        guard stores == nil, let journal else { return true }
        do throws(SQLiteError) {
            guard let row = try journal.earlier(delivery.key) else { return true }
            let given: PushAnswer
            switch row.state {
            case .answered: given = row.answer ?? PushAnswer(reply: nil, time: row.received)
            case .parked: given = row.answer ?? apology(for: delivery, row.received)
            case .failed: given = PushAnswer(reply: nil, time: row.received)
            // It is in the inbox.
            case .received, .promised: return true
            }
            inbox.withLock { $0.recall(delivery.key, given, failures: row.state == .failed ? row.attempts : nil) }
            return true
        } catch {
            return false
        }
    }

    /// Has a push go on that an earlier process has not brought to its end: its handlers are asked again, or its late answer
    /// is sent. To be called before deliveries come.
    func restore(_ rest: JournalRest) {
        let row = rest.row
        guard let route = routes.first(where: { $0.endpoint.name == row.account }),
            let delivery = reopened(row, route)
        else { return recorder.noteUnknown(row) }
        delivery.isSuspect = rest.isSuspect
        delivery.hasLate = row.late != .none
        if rest.isPoison {
            park(delivery, row)
        } else if row.state.isUnfinished {
            resume(rest, delivery)
        } else {
            if let answer = row.answer, !row.isFurther { stores?.claims.end(delivery.key, answer) }
            sendWaiting(row, delivery)
        }
    }

    private func resume(_ rest: JournalRest, _ delivery: Delivery) {
        let row = rest.row
        delivery.isRepeated = !rest.goesOn
        // The process may have died before it told the others.
        if rest.goesOn, let user = delivery.forgottenUser { stores?.forgetting.forget(user) }
        guard !inbox.withLock({ $0.isRunning(delivery.key) }) else {
            // By another row: one that WeChat has sent again, or a further one, was replayed as well.
            journal?.write(.answer(row.id, row.answer ?? PushAnswer(reply: nil, time: row.received), isKept: true))
            return
        }
        let steps = delivery.endpoint.lateSteps(for: delivery.push)
        if rest.goesOn { delivery.early = EarlyWords(row, promise: promise(steps, delivery).reply) }
        let runs = inbox.withLock {
            // Nobody knows how often WeChat has come. Where there is another step the next time is taken for the last.
            $0.restore(
                delivery.key, delivery, row.id, attempt: delivery.attempt, deliveries: steps.count > 1 ? 2 : 1,
                row.answer)
        }
        sendWaiting(row, delivery)
        if runs { beginInTurn(delivery) }
    }

    /// Sends what has waited for that. What was announced in the answer is for who asks for it.
    private func sendWaiting(_ row: JournalRow, _ delivery: Delivery) {
        guard case .waiting(let reply?) = row.late else { return }
        var isAnnounced = false
        if case .text(let text) = row.answer?.reply {
            isAnnounced = text.hasSuffix(delivery.endpoint.account.late.continuationNotice)
        }
        send(LateAnswer(reply, to: delivery, isAnnounced ? .rest : .promised, row: row.id, self))
    }

    private func apology(for delivery: Delivery, _ time: Int) -> PushAnswer {
        PushAnswer(reply: delivery.endpoint.apology(for: delivery.push), time: time)
    }

    /// A push has ended the process again and again: it is not tried any more, and its user gets the apology.
    private func park(_ delivery: Delivery, _ row: JournalRow) {
        journal?.write(.park(row.id))
        recorder.noteParked(delivery, row)
        let apology = apology(for: delivery, row.received)
        let isAnswered = row.state == .promised
        let given = row.answer ?? apology
        stores?.claims.end(delivery.key, given, isGiven: isAnswered)
        inbox.withLock {
            $0.recall(delivery.key, given, isDelivered: isAnswered)
        }
        guard let apology = apology.reply else { return }
        let cause = isAnswered ? LateAnswer.Cause.promised : .undelivered(rest: nil)
        let place = isAnswered ? keep(late: apology, delivery) : row.id
        send(LateAnswer(apology, to: delivery, cause, row: place, self))
    }

    private func reopened(_ row: JournalRow, _ route: Route) -> Delivery? {
        var told: Context?
        if !row.authorizer.isEmpty {
            told = route.endpoint.context
            told?.authorizerAppID = row.authorizer
        }
        do throws(Refusal) {
            let opened = try row.body.span.withUnsafeBytes { document throws(Refusal) in
                try route.endpoint.reopen(document)
            }
            return Delivery(opened, row, told, route, owner: self)
        } catch {
            return nil
        }
    }

    /// It is the turn of a push that may be why the process died.
    func beginSuspect(_ delivery: Delivery) {
        claim(delivery) { [self] in
            keep(delivery) { [self] in
                suspects?.watch(delivery)
                suspect = delivery
                suspectTimer?.schedule(after: min(Suspects.time(of: delivery.attempt), limits.longestRun))
                begin(delivery)
            }
        }
    }
}

extension JournalRow {
    /// Whether it tells of a late answer of a push that has another row (`PushHandler.further`).
    fileprivate var isFurther: Bool { state == .answered && attempts == 0 && answer?.reply == nil }
}

/// What the handler of a push has said early in a process before, and says again: its user has read it, or will.
struct EarlyWords {
    /// Whether its deliveries were answered so.
    private var isAnswer: Bool
    /// Whether it went the late way.
    private var isLate: Bool

    /// What the row of a push tells, whose deliveries would have got that `promise` if its handler had said nothing.
    init(_ row: JournalRow, promise: Reply?) {
        let given = row.answer?.reply
        isAnswer = given?.isDocument == true && given != promise
        isLate = row.late != .none
    }

    /// Whether that is what the handler says now. What `hasRest` in the answer has gone the late way too.
    mutating func repeats(hasRest: Bool) -> Bool {
        guard isAnswer else {
            defer { isLate = false }
            return isLate
        }
        isAnswer = false
        if hasRest { isLate = false }
        return true
    }
}
