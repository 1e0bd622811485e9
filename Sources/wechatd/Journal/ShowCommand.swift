import ArgumentParser
import WeChat
import WeChatServer

/// Shows all that is known of a push.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a push with its document, its answer, and what has become of it. It is personal data.")

    @Argument(help: "The number of the push, as list has it.")
    var id: Int

    @OptionGroup var journal: JournalOptions

    @Flag(help: "Print it as JSON.")
    var json = false

    func run() throws {
        try journal.withJournal { journal in
            guard let row = try journal.row(id) else {
                printError("\(id): \(journal.directory) has no such push")
                throw ExitCode.noInput
            }
            let view = JournalRowView(row)
            printLine(json ? view.fields.json(.readable) : view.text)
        }
    }
}
