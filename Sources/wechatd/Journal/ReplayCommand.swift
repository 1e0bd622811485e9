import ArgumentParser
import Glibc
import Networking
import WeChatServer

/// Has the handlers asked again.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Ask the present handlers about pushes again. An answer goes by the late way: WeChat waits no more.",
        discussion: """
            A running server takes them at once, a stopped one when it starts. What a handler did the first time it does \
            again, and a user may read an answer twice.
            Exit code 0 when all were taken, or are kept for the start; 1 when one was not, or has come no further.
            """)

    @Argument(help: "The numbers of the pushes, as list has them.")
    var ids: [Int] = []

    @OptionGroup var journal: JournalOptions
    @OptionGroup var filter: JournalFilterOptions

    @Flag(help: "The dead letters.")
    var dead = false

    @Option(help: "For how many seconds to wait for what becomes of them.")
    var wait = 5

    mutating func validate() throws {
        var seen: Set<Int> = []
        ids = ids.filter { seen.insert($0).inserted }
        guard ids.isEmpty != (filter.isEmpty && !dead) else {
            throw ValidationError("expected numbers of pushes, or which ones in words: --dead, --since, --kind …")
        }
        guard 0...86_400 ~= wait else { throw ValidationError("--wait: expected seconds, 0 to 86400") }
    }

    func run() throws {
        try journal.withJournal { journal in
            let rows = try rows(journal)
            if ids.isEmpty, rows.isEmpty { printError("\(journal.directory) has none that can be replayed") }
            try journal.replay(rows.map(\.id))
            let isWhole = rows.count == ids.count || ids.isEmpty
            guard journal.isServed else {
                for row in rows { printLine("\(row.id): kept for the start of the server") }
                return try end(isWhole)
            }
            try end(try follow(rows, journal) && isWhole)
        }
    }

    private func end(_ isWhole: Bool) throws {
        guard isWhole else { throw ExitCode.failure }
    }

    /// The rows that can be replayed; of the others it is said why not.
    private func rows(_ journal: JournalClient) throws -> [JournalRow] {
        var wanted = try filter.filter(for: journal)
        wanted.isDead = dead
        return try (ids.isEmpty ? journal.ids(wanted) : ids).compactMap { id in
            let row = try journal.row(id)
            guard let obstacle = row.map(\.obstacle) ?? "\(journal.directory) has no such push" else { return row }
            printError("\(id): \(obstacle)")
            return nil
        }
    }

    /// Says what becomes of the rows. Whether all were answered.
    private func follow(_ rows: [JournalRow], _ journal: JournalClient) throws -> Bool {
        let end = MonotonicTime.now() + wait * 1_000
        var waiting = rows
        var isWhole = true
        while !waiting.isEmpty {
            let isLast = .now() >= end
            waiting = try waiting.filter { row in
                let outcome = try ReplayOutcome(row, journal)
                guard isLast || outcome.isEnd else { return true }
                printLine("\(row.id): \(outcome.words)")
                if !outcome.isGood, wait > 0 { isWhole = false }
                return false
            }
            if !waiting.isEmpty { usleep(20_000) }
        }
        return isWhole
    }
}
