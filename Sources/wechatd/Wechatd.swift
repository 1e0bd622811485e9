import ArgumentParser

/// The process: its commands and their exit codes.
@main
struct Wechatd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wechatd",
        abstract: "The server URL of WeChat Official Accounts and Mini Programs.",
        subcommands: [
            Serve.self, Check.self, Kinds.self, PushCommand.self, PlatformCommand.self, Decode.self, Health.self,
            JournalCommand.self,
        ])
}

/// Exit codes beside 0 and the argument parser's 64, from sysexits.h.
extension ExitCode {
    /// The input is not what it should be.
    static let dataError = ExitCode(65)
    /// A file is not there, or what is asked for is not in it.
    static let noInput = ExitCode(66)
    /// A port or a server is not to be had.
    static let unavailable = ExitCode(69)
    /// It may be otherwise in a moment.
    static let temporary = ExitCode(75)
    /// The configuration is wrong.
    static let configuration = ExitCode(78)
}
