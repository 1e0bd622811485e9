import WeChat
import WeChatServer

// wechatd's echo with a handler that really waits once, so that each push takes a task through the loop.
// Usage: AsyncEcho CONFIGURATION
var handlers = HandlerRegistry()
handlers.on(Text.self) { message, _ in
    await Task.yield()
    return .text(message.content)
}
Server.main(configuration: CommandLine.arguments[1], handlers: handlers)
