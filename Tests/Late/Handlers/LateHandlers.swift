import Glibc
import WeChat
import WeChatServer

/// A server for tests, called as `wechatd serve --config FILE` is, also with `--supervise`: its handlers do what the text of a
/// message says.
@main
enum LateHandlers {
    static func main() {
        do {
            let configuration = try Configuration(file: CommandLine.arguments.last ?? "")
            if CommandLine.arguments.contains("--supervise") { try Server.supervise(configuration) }
            let server = try Server(configuration: configuration, handlers: handlers(Starts()))
            print("wechatd listens on \(server.address)\(server.adminAddress.map { ", for operators on \($0)" } ?? "")")
            fflush(nil)
            server.run()
        } catch {
            print(error)
            exit(69)
        }
    }

    /// `sleep SECONDS …` answers late, `early SECONDS …` at once and again late, `hang …` never, `long BYTES …` at length, and
    /// `trap …` takes the process down, and anything else is answered at once. `message sleep …`, `mailbox sleep …` and `lost sleep …` have steps of their own.
    private static func handlers(_ starts: Starts) -> HandlerRegistry {
        let sleeps: HandlerRegistry.AsyncHandler<Text> = { message, _ in
            starts.note(message)
            try await Task.sleep(for: .seconds(message.number))
            return .text(message.answer)
        }
        var handlers = HandlerRegistry()
        handlers.on(Text.self, text: .prefix("sleep "), sleeps)
        handlers.on(Text.self, text: .prefix("message sleep "), .late(.customerService), sleeps)
        handlers.on(Text.self, text: .prefix("mailbox sleep "), .late(.mailbox), sleeps)
        handlers.on(Text.self, text: .prefix("lost sleep "), .late(), sleeps)
        handlers.on(Text.self, text: .prefix("early ")) { message, context in
            starts.note(message)
            context.reply(.text("soon: \(message.content)"))
            try await Task.sleep(for: .seconds(message.number))
            return .text(message.answer)
        }
        handlers.on(Text.self, text: .prefix("hang ")) { message, _ in
            starts.note(message)
            // Nobody ever resumes it: it does not heed that it is cancelled.
            await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
            return nil
        }
        handlers.on(Text.self, text: .prefix("trap ")) { message, _ in
            starts.note(message)
            fatalError("a handler that was told to trap")
        }
        handlers.on(Text.self) { message, _ in
            starts.note(message)
            return .text(message.answer)
        }
        return handlers
    }
}

extension Text {
    /// The first number in the text; 0 for none.
    fileprivate var number: Double {
        content.split(separator: " ").lazy.compactMap { Double($0) }.first ?? 0
    }

    /// What the user must read, once.
    fileprivate var answer: String {
        let answer = "answer to \(content)"
        guard content.hasPrefix("long ") else { return answer }
        return answer + String(repeating: "字", count: max(Int(number) - answer.utf8.count, 0) / 3)
    }
}

/// Where it is taken down that a handler was started: a MsgId a line, in the file that `LATE_STARTS` names.
private final class Starts: Sendable {
    private let descriptor: Int32

    init() {
        let file = getenv("LATE_STARTS").map { String(cString: $0) } ?? "/dev/null"
        descriptor = open(file, O_WRONLY | O_APPEND | O_CREAT, 0o600)
    }

    func note(_ message: Text) {
        var line = "\(message.id)\n"
        line.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
    }
}
