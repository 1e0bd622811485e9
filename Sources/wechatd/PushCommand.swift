import ArgumentParser
import Networking
import WeChat

/// Sends pushes as WeChat does.
struct PushCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Sign and send a push as WeChat does, and show the reply as the user would see it.",
        discussion: """
            It is sealed as the account's mode wants it, and so must be the reply.
            With --as-wechat it is delivered again, as WeChat does it, until there is an answer.
            Exit code 0 when WeChat would accept every answer, 1 when not.
            """)

    @Argument(
        help: "The kind of push (wechatd kinds lists them), or a file with a captured one, which is sent as it is.")
    var push: String

    @Option(help: "The server URL, http:// or https://.")
    var to: String

    @OptionGroup var options: AccountOptions

    @Option(name: .customLong("set"), help: "A field to set, Name=value. May be repeated.")
    var settings: [String] = []

    @Option(help: "How many pushes to send.")
    var count = 1

    @Option(help: "How many to send at a time.")
    var concurrency = 1

    @OptionGroup var mannerOptions: MannerOptions

    @Option(help: "A Unix socket to connect to in place of the URL's host.")
    var unixSocket: String?

    @Flag(help: "Print the signed URL, for curl, and send nothing. In plaintext mode it is good for any body.")
    var printUrl = false

    func validate() throws {
        guard count > 0, 1...1_024 ~= concurrency else { throw ValidationError("--count and --concurrency: from 1") }
        guard count == 1 || !mannerOptions.asWechat else { throw ValidationError("--as-wechat: expected no --count") }
        guard settings.allSatisfy({ Self.pair($0) != nil }) else { throw ValidationError("--set: expected Name=value") }
    }

    func run() throws {
        let sender = try makeSender()
        if printUrl { return try printURL(sender) }
        if let manner = mannerOptions.manner { return try showDeliveries(sender, manner) }
        if count == 1 { return try show(sender) }
        let shares = (0..<concurrency).map { count / concurrency + ($0 < count % concurrency ? 1 : 0) }
        let results = BlockingPool(size: concurrency).concurrently(concurrency) { sender.send(times: shares[$0]) }
        try summarize(results.flatMap { $0 })
    }

    private func makeSender() throws -> PushSender {
        let account = try options.account(at: to)
        let document = try PushDocument(push, for: account, settings: settings.compactMap { Self.pair($0) })
        return PushSender(url: to, account: account, document: document, unixSocket: unixSocket)
    }

    private func printURL(_ sender: PushSender) throws {
        guard sender.account.mode == .plaintext else {
            throw ValidationError(
                """
                --print-url: expected plaintext mode, because in others msg_signature covers the body; \
                with --mode plaintext the URL is good for a handshake
                """)
        }
        printLine(sender.signedURL())
    }

    /// The two sides of `Name=value`. By bytes, because a mark may come first in the value and melt with the `=`.
    private static func pair(_ setting: String) -> (name: String, value: String)? {
        let bytes = Array(setting.utf8)
        guard let mark = bytes.firstIndex(of: UInt8(ascii: "=")), mark > 0 else { return nil }
        let name = String(decoding: bytes[..<mark], as: UTF8.self)
        guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
        return (name, String(decoding: bytes[(mark + 1)...], as: UTF8.self))
    }

    private func show(_ sender: PushSender) throws {
        let result = sender.send(times: 1)[0]
        printLine("status: \(result.status.map { "\($0)" } ?? "none: \(result.view.text)")")
        printLine("time:   \(result.milliseconds.toATenth) ms")
        if result.status != nil { printLine("user:   \(result.view.text)") }
        guard result.view.isAccepted else { throw ExitCode.failure }
    }

    private func showDeliveries(_ sender: PushSender, _ manner: PushSender.Manner) throws {
        let view = sender.deliver(manner) { number, result in
            let answer = result.status.map { "status \($0)" } ?? "none: \(result.view.text)"
            printLine("delivery \(number): \(result.milliseconds.toATenth) ms, \(answer)")
        }
        printLine("user:   \(view.text)")
        guard view.isAccepted else { throw ExitCode.failure }
    }

    private func summarize(_ results: [PushSender.Result]) throws {
        let times = results.map(\.milliseconds).sorted()
        let statuses = Dictionary(grouping: results) { $0.status ?? 0 }.mapValues(\.count).sorted { $0.key < $1.key }
        let accepted = results.count { $0.view.isAccepted }
        printLine("sent:     \(results.count), accepted by WeChat: \(accepted)")
        printLine(
            "status:   \(statuses.map { "\($0.key == 0 ? "none" : "\($0.key)") × \($0.value)" }.joined(separator: ", "))"
        )
        let at = { (part: Double) in times[min(Int(Double(times.count) * part), times.count - 1)].toATenth }
        printLine("time:     p50 \(at(0.5)) ms, p99 \(at(0.99)) ms, max \(at(1)) ms")
        guard accepted == results.count else { throw ExitCode.failure }
    }
}

extension Double {
    fileprivate var toATenth: Double { (self * 10).rounded() / 10 }
}
