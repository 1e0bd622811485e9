import WeChat
import WeChatServer

/// The program of the README, line for line: what newcomers copy compiles.
enum ReadmeExample {
    /// Never called: it would serve until somebody stops the process.
    static func run() {
        // The example begins.
        var handlers = HandlerRegistry()
        handlers.on(Subscribe.self) { event, _ in .text("欢迎！你来自 \(event.scene ?? "搜索")") }
        handlers.on(Text.self, text: "人工") { _, _ in .transferToCustomerService() }
        handlers.on(Click.self, key: .prefix("REPORT_")) { click, context in
            let report = try await context.offload { "a slow report about \(click.key)" }
            return .text(report)
        }
        handlers.otherwise { push, _ in nil }
        Server.main(configuration: "wechatd.yaml", handlers: handlers)
        // The example ends.
    }

    /// Whatever takes its time.
    struct Model {
        func answer(_ question: String) async throws -> String { question }
    }

    /// Never called either.
    static func late(_ model: Model, _ handlers: inout HandlerRegistry) {
        // The slow example begins.
        handlers.on(Text.self) { message, context in
            .text(try await model.answer(message.content))  // takes as long as it takes
        }
        // The slow example ends.
    }
}
