import ArgumentParser
import Networking
import WeChatServer

/// Asks a running server how it is: what a container's health check calls.
struct Health: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask the server's admin listener: exit code 0 with what is not well, 69 when it does not answer.")

    @OptionGroup var options: ConfigurationOptions

    func run() throws {
        let configuration = try options.load()
        // Written as an address with digits: `*` and `localhost` are short for one.
        guard let admin = configuration.admin.map({ SocketAddress($0)?.description ?? $0 }) else {
            printError("admin: expected an address, found off")
            throw ExitCode.configuration
        }
        let socket = admin.hasPrefix("unix:") ? String(admin.dropFirst(5)) : nil
        do {
            let client = HTTPClient(timeout: 2_000, unixSocket: socket)
            let answer = try client.send("http://\(socket == nil ? admin : "localhost")/healthz")
            guard answer.status == 200 else { throw HTTPClient.Failure(description: "status \(answer.status)") }
            printLine(String(decoding: answer.body.prefix { $0 != 0x0A }, as: UTF8.self).printable)
        } catch {
            printError("\(admin): \(error)")
            throw ExitCode.unavailable
        }
    }
}
