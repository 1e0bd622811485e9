import WeChat

/// The handlers of this server. Make them yours: see the README.
func makeHandlers() -> HandlerRegistry {
    var handlers = HandlerRegistry()
    handlers.on(Text.self) { message, _ in .text(message.content) }
    handlers.on(Subscribe.self) { event, _ in
        .text(event.scene.map { "欢迎关注！你来自：\($0)" } ?? "欢迎关注！")
    }
    handlers.on(Click.self) { event, _ in .text(event.key) }
    handlers.on(ScanCodeWait.self) { event, _ in .text(event.scanResult) }
    return handlers
}
