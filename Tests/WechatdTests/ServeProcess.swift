import Foundation
import TestSupport

/// A running `wechatd serve` on ports of its own.
struct ServeProcess {
    let command: Command
    let address: String
    let admin: String
    let configuration: String
    /// The lines that it says it can be tried with.
    let lines: [String]

    /// Runs `body` with a server, and kills what is left of it.
    static func with<R>(
        listen: String = "127.0.0.1:0", options: String = "", redirection: String = "",
        accounts: String = Self.plaintext, environment: [String: String] = [:], _ body: (ServeProcess) throws -> R
    ) throws -> R {
        try withTemporaryDirectory { directory in
            let configuration = directory + "/it's mine.yaml"
            let text = """
                listen: \(listen)
                admin: 127.0.0.1:0
                loops: 2
                accounts: [\(accounts)]
                """
            try text.write(toFile: configuration, atomically: true, encoding: .utf8)
            let command = try Command(
                shell: "exec \(Command.wechatd) serve \(options) --config \"$CONFIGURATION\" \(redirection)",
                environment: environment.merging(["CONFIGURATION": configuration]) { $1 })
            let greeting = try eventualValue("the greeting of \(command.error)") {
                command.output.split(separator: "\n").count < 3 ? nil : command.output
            }
            let words = greeting.split(whereSeparator: \.isWhitespace).map { $0.trimmingCharacters(in: [","]) }
            guard greeting.hasPrefix("wechatd listens on "), words.count > 7 else { throw TimedOut(what: greeting) }
            let lines = greeting.split(separator: "\n").dropFirst().map { $0.drop { $0 == " " } }
            return try body(
                ServeProcess(
                    command: command, address: words[3], admin: words[7], configuration: configuration,
                    lines: lines.map { String($0.trimmingPrefix("try:")) }))
        }
    }

    /// An account in plaintext mode, as the configuration has it.
    static let plaintext = account("/wechat", "name: shop")

    /// An account of that path, as the configuration has it.
    static func account(_ path: String, _ more: String) -> String {
        "{path: \(path), app_id: wx1, token: \(WeChatRequest.token), \(more)}"
    }

    /// The same in a mode with a key.
    static func account(_ path: String, mode: String, _ more: String) -> String {
        account(path, "mode: \(mode), encoding_aes_key: \(SealedPush.key), \(more)")
    }

    var url: String { url("/wechat") }

    func url(_ path: String) -> String { "http://\(address)\(path)" }

    func client() throws -> TestClient { try TestClient(address) }
}
