import Glibc
import WeChat
import WeChatServer

/// A server for tests, called as `wechatd serve --config FILE` is, also with `--supervise`: its handlers do what the text of a
/// message says, and take down in a file when they begin and end, so that it can be counted outside the server.
@main
enum DurableHandlers {
    static func main() {
        do {
            let configuration = try Configuration(file: CommandLine.arguments.last ?? "")
            if CommandLine.arguments.contains("--supervise") { try Server.supervise(configuration) }
            let server = try Server(configuration: configuration, handlers: handlers(Effects()))
            print("wechatd listens on \(server.address)\(server.adminAddress.map { ", for operators on \($0)" } ?? "")")
            fflush(nil)
            server.run()
        } catch {
            print(error)
            exit(69)
        }
    }

    /// `await SECONDS …` takes that long, and anything else is done at once. With `early BYTES` in it, behind some `await`, it
    /// has said so much by then, and `await` may follow again; with `long BYTES` its answer has as many. With `die before` or
    /// `die after` in it it ends the process once, before its effect or behind it, and with `trap` always. `publish …` appends
    /// the push to a stream.
    private static func handlers(_ effects: Effects) -> HandlerRegistry {
        var handlers = HandlerRegistry()
        handlers.on(Text.self, text: .prefix("await ")) { message, context in
            effects.note(message, context, "begin")
            for (order, number) in message.orders {
                switch order {
                case "await": try await Task.sleep(for: .seconds(number))
                case "early": context.reply(.text("soon: \(message.content)".padded(to: Int(number))))
                default: break
                }
            }
            effects.obey(message, context)
            return .text("answer to \(message.content)".padded(to: message.length))
        }
        handlers.on(Text.self, text: .prefix("publish ")) { message, context in
            effects.note(message, context, "begin")
            try await context.publish(message, to: "pushes")
            effects.obey(message, context)
            return .text("answer to \(message.content)")
        }
        handlers.on(Text.self) { message, context in
            effects.note(message, context, "begin")
            effects.obey(message, context)
            return .text("answer to \(message.content)")
        }
        return handlers
    }
}

extension Text {
    /// Words with a number behind them, in their order.
    fileprivate var orders: [(Substring, Double)] {
        let words = content.split(separator: " ")
        return zip(words, words.dropFirst()).compactMap { word, next in Double(next).map { (word, $0) } }
    }

    /// The bytes that the answer is to have at least.
    fileprivate var length: Int { orders.first { $0.0 == "long" }.map { Int($0.1) } ?? 0 }

    fileprivate func says(_ order: String) -> Bool {
        " \(content) ".contains(" \(order) ")
    }
}

extension String {
    fileprivate func padded(to bytes: Int) -> String {
        self + String(repeating: "字", count: max(bytes - utf8.count, 0) / 3)
    }
}

/// What handlers have done: `MSGID ATTEMPT begin|end` a line, in the file that `DURABLE_EFFECTS` names.
private final class Effects: Sendable {
    private let descriptor: Int32
    private let file: String

    init() {
        file = getenv("DURABLE_EFFECTS").map { String(cString: $0) } ?? "/dev/null"
        descriptor = open(file, O_WRONLY | O_APPEND | O_CREAT, 0o600)
    }

    /// One write, which is there whole when the process is killed behind it.
    func note(_ message: Text, _ context: Context, _ what: String) {
        var line = "\(message.id) \(context.attempt) \(what)\n"
        line.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
    }

    /// The effect, and a death beside it.
    func obey(_ message: Text, _ context: Context) {
        if message.says("trap") { fatalError("a handler that was told to trap") }
        if message.says("die before") { die() }
        note(message, context, "end")
        if message.says("die after") { die() }
    }

    /// Ends the process, when somebody has made a file for that; it is gone then.
    private func die() {
        if unlink(file + ".die") == 0 { kill(getpid(), SIGKILL) }
    }
}
