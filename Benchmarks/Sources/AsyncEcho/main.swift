import WeChat
import WeChatServer

// wechatd's echo with an `async` handler: each push takes a task, on the loop of its connection.
// Usage: AsyncEcho CONFIGURATION
func look(_ text: String) async -> String { text }

var handlers = HandlerRegistry()
handlers.on(Text.self) { message, _ in .text(await look(message.content)) }
Server.main(configuration: CommandLine.arguments[1], handlers: handlers)
