import WeChat

/// How changes are written. Each stays prepared.
///
/// What comes for a row that was deleted meanwhile leaves nothing.
struct JournalStatements {
    private let connection: SQLiteConnection
    private let insert, body, reply, state, begin, answer, late, places, forget: SQLiteStatement
    private let text: JournalText

    init(_ connection: SQLiteConnection) throws(SQLiteError) {
        self.connection = connection
        insert = try connection.statement("INSERT INTO push VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)")
        body = try connection.statement("INSERT INTO body VALUES (?, ?, ?)")
        reply = try connection.statement("INSERT INTO reply VALUES (NULL, ?)")
        state = try connection.statement("UPDATE push SET state = ?2 WHERE id = ?1")
        begin = try connection.statement("UPDATE push SET attempts = ?2 WHERE id = ?1")
        answer = try connection.statement("UPDATE push SET state = ?2, answer = ?3, time = ?4 WHERE id = ?1")
        late = try connection.statement("UPDATE push SET late = ?2, text = ?3 WHERE id = ?1")
        places = try connection.statement("SELECT answer, text FROM push WHERE id = ?")
        forget = try connection.statement(
            "INSERT INTO forgotten VALUES (?, ?, ?) ON CONFLICT(user) DO UPDATE SET before = ?2, spared = ?3")
        text = JournalText(connection)
    }

    /// Takes down that the process stops, and does not die.
    func noteStop() throws(SQLiteError) {
        try connection.execute("UPDATE meta SET value = 1 WHERE name = 'stopped'")
    }

    /// Writes a change, in a transaction of the caller's.
    func write(_ change: JournalChange) throws(SQLiteError) {
        switch change {
        case .insert(let id, let arrival): try write(arrival, id)
        case .begin(let id, let attempt): try begin.run(id, attempt)
        case .promise(let id, let promise): try write(promise, .promised, id)
        case .answer(let id, let given, true): try write(given, .answered, id)
        case .answer(let id, _, false): try state.run(id, JournalRow.State.failed.rawValue)
        case .give(let id, let given): try write(given, nil, id)
        case .park(let id): try state.run(id, JournalRow.State.parked.rawValue)
        case .late(let id, let new): try write(new, id)
        case .forget(let user, let before, let spared): try forget.run(Int(hash: user), before, spared ?? 0)
        }
    }

    private func write(_ arrival: JournalArrival, _ id: Int) throws(SQLiteError) {
        insert.bind(1, id)
        insert.bind(2, Int(hash: arrival.key.user))
        insert.bind(3, Int(hash: arrival.key.own))
        insert.bind(4, arrival.received)
        insert.bind(5, (arrival.answer == nil ? JournalRow.State.received : .answered).rawValue)
        insert.bind(6, arrival.attempts)
        insert.bind(7, arrival.account)
        insert.bind(8, arrival.authorizer)
        insert.bind(9, arrival.kind)
        insert.bind(10, arrival.answer.map { $0.reply == nil ? JournalText.nowhere : JournalText.besideDocument } ?? 0)
        insert.bind(11, arrival.answer?.time ?? 0)
        try insert.run()
        body.bind(1, id)
        body.bind(2, arrival.body)
        body.bind(3, arrival.answer?.reply?.bytes ?? [])
        try body.run()
    }

    /// Writes an answer, and the state where that is a new one.
    private func write(_ given: PushAnswer, _ new: JournalRow.State?, _ id: Int) throws(SQLiteError) {
        guard let places = try places(of: id) else { return }
        if places.answer != 0, places.answer != JournalText.nowhere { try text.empty(.answers, of: id) }
        let place = try add(given.reply)
        if let new { return try answer.run(id, new.rawValue, place, given.time) }
        try connection.statement("UPDATE push SET answer = ?2, time = ?3 WHERE id = ?1").run(id, place, given.time)
    }

    private func write(_ new: JournalRow.Late, _ id: Int) throws(SQLiteError) {
        guard let places = try places(of: id) else { return }
        // What is being sent is still needed.
        if new == .sending { return try connection.statement("UPDATE push SET late = 2 WHERE id = ?").run(id) }
        if places.text > 0 { try text.empty(.lateTexts, of: id) }
        var place = 0
        switch new {
        case .waiting(let reply): place = try add(reply)
        case .dead(let reason): place = try add(Array(reason.utf8))
        case .none, .sending, .sent, .unknown: break
        }
        try late.run(id, new.step.rawValue, place)
    }

    /// Where the texts of a row stand; nil when it was deleted.
    private func places(of id: Int) throws(SQLiteError) -> (answer: Int, text: Int)? {
        places.bind(1, id)
        defer { places.reset() }
        return try places.step() ? (places.integer(0), places.integer(1)) : nil
    }

    /// Where a reply stands now.
    private func add(_ given: Reply?) throws(SQLiteError) -> Int {
        guard let given else { return JournalText.nowhere }
        return try add(given.bytes)
    }

    private func add(_ bytes: [UInt8]) throws(SQLiteError) -> Int {
        reply.bind(1, bytes)
        try reply.run()
        return connection.lastID
    }
}

extension Int {
    /// A hash as SQL has its numbers.
    init(hash: UInt64) { self = Int(bitPattern: UInt(hash)) }
}

extension UInt64 {
    /// Undoes the other.
    init(hash: Int) { self = UInt64(UInt(bitPattern: hash)) }
}

extension SQLiteStatement {
    /// Runs with those values.
    func run(_ values: Int...) throws(SQLiteError) {
        for (index, value) in values.enumerated() { bind(Int32(index + 1), value) }
        try run()
    }
}

extension JournalRow.Late {
    init(number: Int, text: [UInt8]) {
        self =
            switch Step(rawValue: number) {
            case .waiting: .waiting(Reply(bytes: text))
            case .sending: .sending
            case .sent: .sent
            case .unknown: .unknown
            case .dead: .dead(String(decoding: text, as: UTF8.self))
            case .some(.none), nil: .none
            }
    }
}
