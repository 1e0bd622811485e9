import Glibc
import Networking
import WeChat

/// What outlives the process. Without a journal nothing does, and what would wait for it goes on at once.
extension PushHandler {
    /// Whether pushes are known to more than this process's memory.
    var keepsPushes: Bool { journal != nil || stores != nil }

    /// Keeps a push that waits for its turn.
    func keep(_ delivery: Delivery) {
        write(delivery, isBegun: false, { _ in [] }) { [self] in kept(delivery) }
    }

    /// Keeps a push with its next attempt, and calls `body` when that is done.
    func keep(_ delivery: Delivery, _ body: @escaping @Sendable () -> Void) {
        let changes = delivery.row.map { [JournalChange.begin($0, attempt: delivery.attempt)] } ?? []
        write(delivery, { _ in changes }) { [self] in
            kept(delivery)
            body()
        }
    }

    /// Keeps what a push was promised, with what must reach the user late, and calls `body` when that is done.
    func keep(
        _ delivery: Delivery, promise: PushAnswer, rest: Reply? = nil, isBegun: Bool = true,
        _ body: @escaping @Sendable () -> Void
    ) {
        write(delivery, isBegun: isBegun, { [.promise($0, promise)] + Self.late($0, rest) }) { [self] in
            kept(delivery)
            body()
        }
    }

    /// The same for a push whose first delivery may be on another loop, by its row.
    func keep(
        _ promise: PushAnswer, _ row: JournalRow.ID?, of key: PushKey, _ body: @escaping @Sendable () -> Void
    ) {
        guard let journal, let row else { return told(key, row, body) }
        journal.write([.promise(row, promise)], on: loop) { [self] in told(key, row, body) }
    }

    /// Keeps how a push has ended, and calls `body` when that is done. Until then nobody is answered.
    func keep(_ delivery: Delivery, _ end: PushEnd, _ body: @escaping @Sendable () -> Void) {
        let user = delivery.forgottenUser
        func changes(_ row: JournalRow.ID) -> [JournalChange] {
            var changes = Self.late(row, end.promise == nil ? end.rest : end.reply)
            if end.kept == nil { changes.append(.answer(row, end.answer, isKept: false)) }
            if let letter = end.letter { changes.append(.late(letter, .sent)) }
            if let user { changes.append(.forget(user, before: row, sparing: row)) }
            return changes
        }
        write(delivery, answer: end.kept, changes, body)
    }

    /// Keeps that an answer goes the late way from now on, and that further deliveries are answered `success`. The push may
    /// be in its handler still, or parked, and stays so.
    func keepLate(_ reply: Reply, _ delivery: Delivery) async {
        let success = PushAnswer(reply: nil, time: time(nil))
        await keep(delivery) { [.give($0, success), .late($0, .waiting(reply))] }
    }

    /// Writes what has become of a late answer.
    func note(_ late: JournalRow.Late, _ delivery: Delivery) {
        if let row = delivery.row { journal?.write(.late(row, late)) }
    }

    /// Writes changes of a push's row, and waits until they are there.
    func keep(_ delivery: Delivery, _ changes: (JournalRow.ID) -> [JournalChange]) async {
        guard let journal, let row = delivery.row else { return }
        let changes = changes(row)
        // A journal that was closed meanwhile says nothing any more: then the process ends, and this with it.
        await withUnsafeContinuation { waiting in
            journal.write(changes, on: delivery.loop) { waiting.resume() }
        }
    }

    /// Lets the delivery that a push runs with wait as well, unless it was answered.
    func hold(_ delivery: Delivery) {
        if !delivery.isHeld, inbox.withLock({ $0.wait(delivery.key, delivery) }) { delivery.hold() }
    }

    /// Calls a handler. If the process dies of it, the next one knows of which push.
    func noting<Result>(_ delivery: Delivery, _ handler: () throws -> Result) rethrows -> Result {
        guard let notes = journal?.notes else { return try handler() }
        notes.set(place, delivery.arrival(isBegun: true))
        defer { notes.clear(place) }
        return try handler()
    }

    /// The push is in the journal: from now on it may be promised something, and some may wait for that already.
    private func kept(_ delivery: Delivery) { told(delivery.key, delivery.row) {} }

    private func told(_ key: PushKey, _ row: JournalRow.ID?, _ body: () -> Void) {
        body()
        guard keepsPushes, let told = inbox.withLock({ $0.kept(key, row) }) else { return }
        told.waiters.answer(told.promise, .repeated)
    }

    private static func late(_ row: JournalRow.ID, _ reply: Reply?) -> [JournalChange] {
        guard let reply, reply.isDocument else { return [] }
        return [.late(row, .waiting(reply))]
    }

    /// Writes changes of a push's row, which is made with them where there is none.
    private func write(
        _ delivery: Delivery, isBegun: Bool = true, answer: PushAnswer? = nil,
        _ changes: (JournalRow.ID) -> [JournalChange], _ done: @escaping @Sendable () -> Void
    ) {
        guard let journal else { return done() }
        if let row = delivery.row {
            let answer = answer.map { [JournalChange.answer(row, $0, isKept: true)] } ?? []
            journal.write(answer + changes(row), on: delivery.loop, done)
        } else {
            var arrival = delivery.arrival(isBegun: isBegun)
            delivery.document = []
            arrival.answer = answer
            delivery.row = journal.insert(arrival, with: changes, on: delivery.loop, done)
        }
    }
}

/// How a push has ended.
struct PushEnd: Sendable {
    /// What its deliveries are answered.
    let answer: PushAnswer
    let outcome: Outcome
    /// Whether further deliveries get that, too; otherwise the push runs again when it comes again.
    let isKept: Bool
    /// What they were answered before.
    var promise: PushAnswer?
    /// What the handlers said and what of it has no room in the answer, if it has not.
    var whole: Reply?
    var rest: Reply?
    /// The letter that the answer is, by the row of its push.
    var letter: JournalRow.ID?
    /// Whether the user is to get it late when no delivery can carry it.
    var goesLate = true

    /// What the user is told in all, late if need be.
    var reply: Reply? { goesLate ? whole ?? answer.reply : nil }

    /// What further deliveries get. A promise stands, also when the handlers have failed.
    var kept: PushAnswer? { promise ?? (isKept ? answer : nil) }
}
