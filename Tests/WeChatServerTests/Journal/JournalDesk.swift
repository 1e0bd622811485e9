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

    /// What has been told of an operation.
    final class Told: Sendable {
        private let result = Locked<JournalError??>(nil)

        func note(_ error: JournalError?) { result.withLock { $0 = .some(error) } }

        /// Waits until it is kept, or is not.
        func error() throws -> JournalError? {
            try eventualValue("word from the journal") { result.withLock { $0 } }
        }
    }

    /// Hands in a push. Its number, and what will be told of it.
    @discardableResult func hand(_ arrival: JournalArrival) throws -> (id: JournalRow.ID, told: Told) {
        let told = Told()
        guard let id = journal.insert(arrival, on: loop, { told.note($0) }) else { throw TimedOut(what: "room") }
        return (id, told)
    }

    /// Hands in a push and waits until it is kept.
    @discardableResult func keep(_ arrival: JournalArrival) throws -> JournalRow.ID {
        let (id, told) = try hand(arrival)
        if let error = try told.error() { throw error }
        return id
    }

    /// Has a change written and waits for it.
    func write(_ change: JournalChange) throws {
        let told = Told()
        guard journal.write(change, on: loop, { told.note($0) }) else { throw TimedOut(what: "room") }
        if let error = try told.error() { throw error }
    }
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
