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
        if rest.isPoison {
            park(delivery, row)
        } else if row.state.isUnfinished {
            resume(delivery, row)
        } else {
            if let answer = row.answer { stores?.claims.end(delivery.key, answer) }
            if case .waiting(let reply?) = row.late { send(LateAnswer(reply, to: delivery, .promised, self)) }
        }
    }

    private func resume(_ delivery: Delivery, _ row: JournalRow) {
        let steps = delivery.endpoint.lateSteps(for: delivery.push)
        let runs = inbox.withLock {
            // Nobody knows how often WeChat has come. Where there is another step the next time is taken for the last.
            $0.restore(
                delivery.key, delivery, row.id, attempt: delivery.attempt, deliveries: steps.count > 1 ? 2 : 1,
                row.answer)
        }
        if runs { beginInTurn(delivery) }
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
        stores?.claims.end(delivery.key, given)
        inbox.withLock {
            $0.recall(delivery.key, given, isDelivered: isAnswered)
        }
        guard let apology = apology.reply else { return }
        if isAnswered { note(.waiting(apology), delivery) }
        send(LateAnswer(apology, to: delivery, isAnswered ? .promised : .undelivered(rest: nil), self))
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
