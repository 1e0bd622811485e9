import ArgumentParser

/// Looks into the journal of a running or stopped server, and has pushes of it repeated or deleted.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "See what the server has taken, running or stopped; ask its handlers again; delete a user.",
        discussion: """
            Run it as the user that the server runs as: nobody else may read the journal.
            Exit code 66 where there is no journal or no such push, 65 for a journal that is damaged or of a later version.
            """,
        subcommands: [
            ListCommand.self, ShowCommand.self, DeadCommand.self, ReplayCommand.self, PurgeCommand.self,
        ])
}
