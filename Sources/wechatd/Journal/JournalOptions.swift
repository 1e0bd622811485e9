import ArgumentParser
import WeChatServer

/// Where the journal is.
struct JournalOptions: ParsableArguments {
    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: "The journal's directory. Without it, the configuration's.")
    var data: String?

    /// Opens the journal, calls `body` with it, and says on standard error what is wrong with it.
    func withJournal(_ body: (JournalClient) throws -> Void) throws {
        let directory = try data ?? configuration.load().journal.directory
        guard let directory else {
            printError("\(configuration.config): data: expected the journal's directory, found none; or give --data")
            throw ExitCode.configuration
        }
        do {
            try body(try JournalClient(directory))
        } catch let error as JournalError {
            printError(error.words(directory))
            throw error.exitCode
        }
    }
}

extension JournalError {
    fileprivate var exitCode: ExitCode {
        switch self {
        case .none, .directory: .noInput
        case .laterVersion, .damaged: .dataError
        case .refused(let error) where error.isCorruption: .dataError
        case .refused, .inUse, .setting: .unavailable
        }
    }

    fileprivate func words(_ directory: String) -> String {
        if case .refused = self { "\(directory): \(reason)" } else { reason }
    }
}
