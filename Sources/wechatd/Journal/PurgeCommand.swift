import ArgumentParser
import Glibc
import WeChatServer

/// Deletes a user.
struct PurgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Delete what a user has sent and got, and what names him; nothing is left in the journal's files.",
        discussion: """
            Exit code 0 when nothing is left, 1 when something is. A running server goes on with it, also after a restart, \
            and forgets what it knows of the user itself. What comes from then on is kept as ever.
            """)

    @OptionGroup var journal: JournalOptions

    @Option(help: "The user's openid.")
    var user: String

    @Option(help: "Only in the account of that name.")
    var account: String?

    @Option(help: "For how many seconds to wait until it is done.")
    var wait = 60

    func validate() throws {
        guard !user.isEmpty else { throw ValidationError("--user: expected an openid") }
        guard 0...86_400 ~= wait else { throw ValidationError("--wait: expected seconds, 0 to 86400") }
    }

    func run() throws {
        try journal.withJournal { journal in
            let traces = try journal.traces(of: user, account: account)
            if traces.isEmpty {
                printLine("\(journal.directory) has nothing of that user")
            } else if try journal.erase(traces, within: wait * 1_000) {
                printLine("deleted")
            } else {
                printError("\(journal.directory): not all is deleted yet; the server goes on with it")
                throw ExitCode.failure
            }
            try mentionOthers(in: journal.directory)
        }
    }

    /// What was set aside because it was damaged cannot be searched.
    private func mentionOthers(in directory: String) throws {
        let others = JournalClient.filesSetAside(in: directory)
        guard !others.isEmpty else { return }
        printError("not looked through, because they are damaged; delete them: \(others.joined(separator: ", "))")
        throw ExitCode.failure
    }
}
