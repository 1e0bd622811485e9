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

    /// Keeps what a push was promised, with what must reach the user late, and calls `body` when that is done. The row that
    /// tells of what is late.
    @discardableResult func keep(
        _ delivery: Delivery, promise: PushAnswer, rest: Reply? = nil, isBegun: Bool = true,
        _ body: @escaping @Sendable () -> Void
    ) -> JournalRow.ID? {
        write(delivery, isBegun: isBegun, late: rest, { [.promise($0, promise)] }) { [self] in
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
            var changes: [JournalChange] = []
            if end.kept == nil { changes.append(.answer(row, end.answer, isKept: false)) }
            if let letter = end.letter { changes.append(.late(letter, .sent)) }
            if let user { changes.append(.forget(user, before: row, sparing: row)) }
            return changes
        }
        let late = end.promise == nil ? end.rest : end.reply
        delivery.endRow = write(delivery, answer: end.kept, late: late, changes, body)
    }

    /// Keeps that an answer goes the late way from now on, and that further deliveries are answered `success`. The push may
    /// be in its handler still, or parked, and stays so. `rest` is the row that tells of a part of the answer already. The
    /// one that tells of it now.
    func keepLate(_ reply: Reply, _ delivery: Delivery, rest: JournalRow.ID?) async -> JournalRow.ID? {
        guard delivery.row != nil else { return nil }
        let success = PushAnswer(reply: nil, time: time(nil))
        var row: JournalRow.ID?
        await withUnsafeContinuation { waiting in
            let part = rest.map { Self.late($0, reply) } ?? []
            row = write(delivery, late: rest == nil ? reply : nil, { [.give($0, success)] + part }) { waiting.resume() }
        }
        return rest ?? row
    }

    /// Writes that a push has a late answer. The row that tells of it.
    func keep(late reply: Reply, _ delivery: Delivery) -> JournalRow.ID? {
        delivery.row == nil ? nil : write(delivery, late: reply, { _ in [] }) {}
    }

    /// Writes what has become of a late answer, by the row that tells of it.
    func note(_ late: JournalRow.Late, _ row: JournalRow.ID?) {
        if let row { journal?.write(.late(row, late)) }
    }

    /// The same, and waits until it is there.
    func keep(_ late: JournalRow.Late, _ row: JournalRow.ID?) async {
        guard let journal, let row else { return }
        // A journal that was closed meanwhile says nothing any more: then the process ends, and this with it.
        await withUnsafeContinuation { waiting in
            journal.write([.late(row, late)], on: loop) { waiting.resume() }
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
        if let promise = told.promise { told.waiters.answer(promise, .repeated) } else { told.waiters.expire() }
    }

    /// Writes changes of a push's row, which is made with them where there is none, and a late answer. The row that tells of
    /// that.
    @discardableResult private func write(
        _ delivery: Delivery, isBegun: Bool = true, answer: PushAnswer? = nil, late: Reply? = nil,
        _ changes: (JournalRow.ID) -> [JournalChange], _ done: @escaping @Sendable () -> Void
    ) -> JournalRow.ID? {
        guard let journal else {
            done()
            return nil
        }
        let late = late?.isDocument ?? false ? late : nil
        defer { if late != nil { delivery.hasLate = true } }
        guard let row = delivery.row else {
            var arrival = delivery.arrival(isBegun: isBegun)
            delivery.document = []
            arrival.answer = answer
            delivery.row = journal.insert(
                arrival, with: { changes($0) + Self.late($0, late) }, on: delivery.loop, done)
            return delivery.row
        }
        let changes = (answer.map { [.answer(row, $0, isKept: true)] } ?? []) + changes(row)
        if late != nil, delivery.hasLate, let further = further(delivery, row) {
            return journal.insert(further, with: { changes + Self.late($0, late) }, on: delivery.loop, done)
        }
        journal.write(changes + Self.late(row, late), on: delivery.loop, done)
        return row
    }

    private static func late(_ row: JournalRow.ID, _ reply: Reply?) -> [JournalChange] {
        reply.map { [.late(row, .waiting($0))] } ?? []
    }

    /// A row for a further late answer of a push, whose own tells of another already: neither is to be lost, or taken for
    /// the other. It is its user's, and nobody finds it by its push's key; its handlers were not begun for it.
    private func further(_ delivery: Delivery, _ row: JournalRow.ID) -> JournalArrival? {
        guard let body = try? journal?.read({ reader throws(SQLiteError) in try reader.row(row)?.body }), !body.isEmpty
        else { return nil }
        var arrival = delivery.arrival(isBegun: true)
        arrival.key = PushKey(user: delivery.key.user, own: delivery.key.own &+ UInt64(row))
        (arrival.body, arrival.attempts) = (body, 0)
        arrival.answer = PushAnswer(reply: nil, time: time(nil))
        return arrival
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
    /// Whether a delivery on another instance may have carried it.
    var isElsewhere = false

    /// What the user is told in all, late if need be.
    var reply: Reply? { goesLate ? whole ?? answer.reply : nil }

    /// What further deliveries get. A promise stands, also when the handlers have failed.
    var kept: PushAnswer? { promise ?? (isKept ? answer : nil) }
}
