import Logging
import Networking
import WeChat

/// What became of a push.
enum Outcome: String, CaseIterable, Sendable {
    /// A handler's reply was sent in time.
    case replied
    /// The handlers were asked in time and none had a reply.
    case success
    /// No handler was done in time.
    case late
    /// An earlier run's answer was given again.
    case repeated
    /// The request was not proved to be a push of WeChat's.
    case refused
    /// A handler has thrown.
    case failed
}

/// The lines of one loop about its pushes, written together: when there are many, or after ten milliseconds.
final class PushLog {
    private let sink: LogSink
    private let format: Configuration.Log.Format
    private let level: Logger.Level
    private let showsOpenIDs: Bool
    private var buffer: [UInt8] = []
    private var time = LogTime()
    private var flushes: LoopTimer?
    private let digest = OpenIDDigest()
    private var limiter = RefusalLimiter()

    /// Bytes after which lines are written at once.
    private static let enough = 32_768

    init(_ loop: EventLoop, _ sink: LogSink, _ settings: Configuration.Log) {
        self.sink = sink
        format = settings.format
        level = settings.level
        showsOpenIDs = settings.openIDs == .plain
        flushes = LoopTimer(loop) { [unowned self] in flush() }
    }

    /// The line of a push. `duration` is in nanoseconds.
    func write(_ push: Push, _ outcome: Outcome, account: Account, duration: UInt64) {
        let isBad = outcome == .failed || outcome == .late
        guard level <= (isBad ? .warning : .info) else { return }
        line(isBad ? "warning" : "info") { line in
            line.field("account", account.name)
            line.field("kind", push.kind.name)
            line.field("msg_id", push.identifier)
            line.field("user", showsOpenIDs ? push.openID : digest.text(of: push.openID))
            line.field("outcome", outcome.rawValue)
            line.milliseconds("ms", nanoseconds: duration)
        }
    }

    /// The line of a refused request, unless there were too many of late.
    func write(refused label: String, reason: String, account: Account?, now: Int) {
        guard level <= .warning, let unwritten = limiter.allows(label, now: now) else { return }
        line("warning") { line in
            line.field("account", account?.name ?? "")
            line.field("outcome", Outcome.refused.rawValue)
            line.field("reason", reason)
            if unwritten > 0 { line.field("unwritten", unwritten) }
        }
    }

    /// Writes what has gathered.
    func flush() {
        guard !buffer.isEmpty else { return }
        buffer.withUnsafeBytes { sink.write($0) }
        buffer.removeAll(keepingCapacity: buffer.count <= 2 * Self.enough)
    }

    private func line(_ level: StaticString, _ fields: (inout LogLine) -> Void) {
        time.update()
        var line = LogLine(buffer, format, time: time, level: level)
        buffer = []
        fields(&line)
        buffer = line.ended()
        if buffer.count >= Self.enough {
            flush()
        } else if flushes?.isScheduled == false {
            flushes?.schedule(after: 10)
        }
    }
}

extension Push {
    /// What tells this push from all others of its user: the id of a message; for an event what WeChat says to tell
    /// repeated ones by, with the names that two events of one second differ in, and the job that it is about.
    var identifier: String {
        let id = messageID
        guard kind.isEvent else { return id }
        return "\(createTime):\(kind.name):\(eventKey)" + (id.isEmpty ? "" : ":\(id)")
    }
}
