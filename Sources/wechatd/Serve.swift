import ArgumentParser
import Logging
import WeChat
import WeChatServer

/// Runs the server.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the server until SIGTERM.")

    @OptionGroup var options: ConfigurationOptions

    func run() throws {
        openStandardDescriptors()
        forbidCoreDumps()
        let configuration = try options.load()
        let server: Server
        do {
            server = try Server(configuration: configuration, handlers: makeHandlers())
        } catch {
            printError(error.description)
            throw ExitCode.unavailable
        }
        for warning in configuration.warnings { server.logger.warning("\(warning)") }
        greet(configuration, server)
        server.run()
    }

    /// Says where the server is and how to try it.
    private func greet(_ configuration: Configuration, _ server: Server) {
        printLine("wechatd listens on \(server.address)\(server.adminAddress.map { ", for operators on \($0)" } ?? "")")
        guard let site = configuration.accounts.first, !server.address.hasPrefix("unix:") else { return }
        let url = "http://\(server.address)\(site.path)"
        // The token is a secret: the line reads it where the server did.
        printLine("try: wechatd push text --to \(url) --config \(options.config)")
        printLine(
            "     curl -i -d @push.xml \"$(wechatd push text --to \(url) --config \(options.config) --print-url)\"")
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
