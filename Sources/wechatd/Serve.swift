import ArgumentParser
import Logging
import WeChat
import WeChatServer

/// Runs the server.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the server until SIGTERM.")

    @OptionGroup var options: ConfigurationOptions

    @Flag(
        help: "Run the server in a process of its own, and again when it crashes; no connection is refused meanwhile.")
    var supervise = false

    func run() throws {
        openStandardDescriptors()
        forbidCoreDumps()
        raiseDescriptorLimit()
        let configuration = try options.load()
        let server: Server
        do {
            if supervise { try Server.supervise(configuration) }
            server = try Server(configuration: configuration, handlers: makeHandlers())
        } catch {
            printError(error.description)
            throw error.isTemporary ? ExitCode.temporary : .unavailable
        }
        for warning in configuration.warnings { server.logger.warning("\(warning)") }
        if server.restarts == 0 { greet(configuration, server) }
        server.run()
    }

    /// Says where the server is, and how to try it. The signature is made when the lines are run, with the token out of
    /// the configuration, so nothing secret is printed.
    private func greet(_ configuration: Configuration, _ server: Server) {
        printLine("wechatd listens on \(server.address)\(server.adminAddress.map { ", for operators on \($0)" } ?? "")")
        guard let site = configuration.accounts.first else { return }
        let socket = server.address.hasPrefix("unix:") ? String(server.address.dropFirst(5)) : nil
        let host = socket == nil ? server.address.replacing("0.0.0.0", with: "127.0.0.1") : "localhost"
        let option = socket.map { " --unix-socket \($0.quotedForShell)" } ?? ""
        let path = site.path.replacing(PathPattern.placeholder, with: "wx2f7a1c9d84be0e3d")
        let url = "http://\(host)\(path)".quotedForShell
        let push =
            "\(CommandLine.arguments[0].quotedForShell) push text --to \(url) --config \(options.config.quotedForShell)"
        printLine("try:  \(push)\(option)")
        guard !site.account.tokens.isEmpty else {
            return printLine("      curl -i\(option) --data CheckContainerPath \(url)")
        }
        // A handshake is signed in the same way in all modes.
        printLine("      curl -i\(option) \"$(\(push) --mode plaintext --print-url)&echostr=hello\"")
    }
}

/// Where the configuration is.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "The configuration file.")
    var config = "Config/wechatd.yaml"

    /// The configuration, or the mistakes on standard error and exit code 78.
    func load() throws -> Configuration {
        do {
            return try Configuration(file: config)
        } catch {
            printError(error.description)
            throw ExitCode.configuration
        }
    }
}
