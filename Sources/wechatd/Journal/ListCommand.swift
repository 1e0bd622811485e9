import ArgumentParser
import WeChatServer

/// Lists what the server has taken.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List pushes, a line each, the latest last: without users and texts.")

    @OptionGroup var journal: JournalOptions
    @OptionGroup var filter: JournalFilterOptions
    @OptionGroup var listing: ListingOptions

    func run() throws {
        try journal.withJournal { journal in
            JournalListing.progress.print(
                try journal.lastRows(filter.filter(for: journal), limit: listing.limit), asJSON: listing.json)
        }
    }
}

/// Lists what will come no further by itself.
struct DeadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead",
        abstract: "List dead letters with their reasons: parked pushes, and late answers that could not be sent.",
        discussion: "wechatd journal replay asks the handlers again, once the reason is done away with.")

    @OptionGroup var journal: JournalOptions
    @OptionGroup var filter: JournalFilterOptions
    @OptionGroup var listing: ListingOptions

    func run() throws {
        try journal.withJournal { journal in
            var filter = try filter.filter(for: journal)
            filter.isDead = true
            JournalListing.reasons.print(try journal.lastRows(filter, limit: listing.limit), asJSON: listing.json)
        }
    }
}

/// How a list is printed.
struct ListingOptions: ParsableArguments {
    @Option(help: "How many at most: the latest.")
    var limit = 100

    @Flag(help: "Print an object a line.")
    var json = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit: expected a number from 1") }
    }
}
