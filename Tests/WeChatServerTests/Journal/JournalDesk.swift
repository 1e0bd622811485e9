import Networking
import TestSupport
import WeChat

@testable import WeChatServer

/// A journal, and a loop that hands in pushes.
final class JournalDesk {
    let journal: Journal
    let loop = EventLoop()

    /// Whose pauses a test need not wait for.
    static func options(_ change: (inout Journal.Options) -> Void = { _ in }) -> Journal.Options {
        var options = Journal.Options()
        options.rhythm = Journal.Rhythm(tick: 5, purge: 5, slice: 0, retry: 1)
        change(&options)
        return options
    }

    init(_ directory: String, _ options: Journal.Options = options()) throws {
        journal = try Journal(directory + "/journal", options)
        loop.start()
    }

    /// Calls `body` with a journal, and closes it.
    static func with<Result>(
        _ directory: String, _ options: Journal.Options = options(), _ body: (JournalDesk) throws -> Result
    ) throws -> Result {
        let desk = try JournalDesk(directory, options)
        defer {
            desk.journal.close()
            desk.loop.stop()
        }
        return try body(desk)
    }

    /// Whether an operation was told to be kept.
    final class Told: Sendable {
        private let flag = Locked(false)

        func note() { flag.withLock { $0 = true } }

        var isKept: Bool { flag.withLock { $0 } }

        /// Waits until it is kept.
        func wait() throws { try eventually("word from the journal") { isKept } }
    }

    /// Hands in a push. Its number, and what will be told of it.
    @discardableResult func hand(_ arrival: JournalArrival) -> (id: JournalRow.ID, told: Told) {
        let told = Told()
        return (journal.insert(arrival, on: loop) { told.note() }, told)
    }

    /// Hands in a push and waits until it is kept.
    @discardableResult func keep(_ arrival: JournalArrival) throws -> JournalRow.ID {
        let (id, told) = hand(arrival)
        try told.wait()
        return id
    }

    /// Has changes written and waits for them.
    func write(_ changes: JournalChange...) throws {
        let told = Told()
        journal.write(changes, on: loop) { told.note() }
        try told.wait()
    }
}

extension Journal {
    /// Deletes what a user has sent.
    func forget(_ user: PushKey.User) { write(.forget(user, before: .max, sparing: nil)) }
}

extension JournalArrival {
    /// A push with that number among its user's.
    static func test(
        _ number: Int, user: PushKey.User = 1, received: Int = 1_900_000_000, text: String? = nil, answer: Reply? = nil
    ) -> JournalArrival {
        JournalArrival(
            key: PushKey(user: user, own: UInt64(number)), account: "main", kind: "text",
            body: Array((text ?? "<xml>push \(number) of \(user)</xml>").utf8), received: received,
            answer: answer.map { PushAnswer(reply: $0, time: received) })
    }
}
