import Bytes
import Logging

/// The server's log as swift-log sees it: what handlers write through `context.logger`, and the server's own words.
struct ServerLogHandler: LogHandler {
    let sink: LogSink
    let format: Configuration.Log.Format
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var time = LogTime()
        time.update()
        var line = ByteBuffer()
        format.begin(&line, time: time, level: event.level.name)
        format.field(&line, .message, "\(event.message)")
        let metadata = self.metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            format.field(&line, named: key, "\(value)")
        }
        if let error = event.error { format.field(&line, .error, "\(error)") }
        format.end(&line)
        sink.write(UnsafeRawBufferPointer(line.bytes))
    }
}

extension Logger {
    /// The server's log.
    init(_ log: Configuration.Log, _ sink: LogSink) {
        self.init(label: "wechatd") { _ in ServerLogHandler(sink: sink, format: log.format, logLevel: log.level) }
    }
}

extension Logger.Level {
    /// The level's name in a log line.
    var name: StaticString {
        switch self {
        case .trace: "trace"
        case .debug: "debug"
        case .info: "info"
        case .notice: "notice"
        case .warning: "warning"
        case .error: "error"
        case .critical: "critical"
        }
    }
}
