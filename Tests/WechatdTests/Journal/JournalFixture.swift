import Glibc
import Networking
import TestSupport
import WeChat

@testable import WeChatServer

/// A journal in a directory of its own, which the tests write in place of a server, and `wechatd journal` on it.
struct JournalFixture {
    let directory: String

    static func with(_ body: (JournalFixture) throws -> Void) throws {
        try withTemporaryDirectory { try body(JournalFixture(directory: $0 + "/data")) }
    }

    /// Calls `body` with the journal, open as a server's is.
    func serve(_ body: (JournalServer) throws -> Void) throws {
        let server = try JournalServer(directory)
        defer { server.close() }
        try body(server)
    }

    /// Runs a command on the journal.
    func run(_ arguments: String...) throws -> (status: Int32, output: String, error: String) {
        let line = (["journal"] + arguments + ["--data", directory]).map { "'\($0)'" }.joined(separator: " ")
        let command = try Command(shell: "exec \(Command.wechatd) \(line)")
        return (try command.status(), command.output, command.error)
    }

    /// The journal as a server leaves it that is killed now: with a log that nobody has brought into the database.
    func killed() throws -> JournalFixture {
        let copy = JournalFixture(directory: directory + "-copy")
        let files = ["journal.db", "journal.db-wal", "handlers"].map { "'\(directory)/\($0)'" }.joined(separator: " ")
        let copying = try Command(shell: "mkdir '\(copy.directory)' && cp \(files) '\(copy.directory)'")
        guard try copying.status() == 0 else { throw TimedOut(what: copying.error) }
        return copy
    }

    /// The files that hold a text. Not read by this process: closing what SQLite has open would end its locks.
    func files(with text: String) throws -> String {
        let command = try Command(shell: "grep -rlF -e '\(text)' '\(directory)'")
        _ = try command.status()
        return command.output
    }
}

/// What a server does with its journal, as far as the tests need it.
final class JournalServer {
    let journal: Journal
    private let loop = EventLoop()

    init(_ directory: String) throws {
        var options = Journal.Options()
        options.rhythm.tick = 5
        // The dates in the tests stay as they are, and nothing goes because it is old.
        (options.retention.answers, options.retention.bodies) = (1 << 40, 1 << 40)
        journal = try Journal(directory, options)
        loop.start()
    }

    func close() {
        journal.close()
        loop.stop()
    }

    /// Keeps a push that a user has sent. Its number.
    @discardableResult func keep(
        _ text: String, from user: String = "oUser", account: String = "main",
        received: Int = time(nil)
    ) throws -> JournalRow.ID {
        let arrival = try Self.arrival(text, from: user, account: account, received: received)
        let isKept = Locked(false)
        let id = journal.insert(arrival, on: loop) { isKept.withLock { $0 = true } }
        try eventually("the push") { isKept.withLock { $0 } }
        return id
    }

    static func arrival(
        _ text: String, from user: String, account: String = "main", received: Int = time(nil)
    ) throws -> JournalArrival {
        let document = Array(WeChatRequest.text(text, user: user).utf8)
        let push = try Push(document: document)
        return JournalArrival(
            key: PushKey(push, account: PushKey.account(account)), account: account, kind: push.kind.name,
            body: document, received: received)
    }

    /// Writes changes and waits until they are there.
    func write(_ changes: JournalChange...) throws {
        let isKept = Locked(false)
        journal.write(changes, on: loop) { isKept.withLock { $0 = true } }
        try eventually("the changes") { isKept.withLock { $0 } }
    }

    /// Answers replays, as handlers would; the late answer is sent.
    func answerReplays(_ reply: Reply, late: JournalRow.Late = .sent) {
        journal.takeRequests { [journal] row in
            journal.write(
                .begin(row.id, attempt: row.attempts + 1), .late(row.id, late),
                .answer(row.id, PushAnswer(reply: reply, time: time(nil)), isKept: true))
            return true
        } forget: { _ in
        }
    }
}
