import ArgumentParser
import WeChat
import WeChatServer

/// Checks a configuration.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a configuration: exit code 0, or 78 with every mistake and its place.")

    @OptionGroup var options: ConfigurationOptions

    func run() throws {
        let configuration = try options.load()
        for warning in configuration.warnings { printError("warning: \(warning)") }
        let accounts = configuration.accounts.map { "\($0.account.name) at \($0.path)" }
        print("\(options.config): right; \(accounts.joined(separator: ", "))")
    }
}
