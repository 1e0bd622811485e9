import Bytes
import Logging
import Networking
import WeChat

/// What became of a push.
enum Outcome: String, CaseIterable, Sendable {
    /// A handler's reply was sent in time.
    case replied
    /// The handlers were asked in time and none had a reply.
    case success
    /// No handler was done in time; what it returns goes the late way.
    case late
    /// An earlier run's answer was given again.
    case repeated
    /// The request was not proved to be a push of WeChat's.
    case refused
    /// A handler has thrown.
    case failed
    /// There was no room for it. WeChat sends it again.
    case overloaded
    /// It was left without an answer, so that WeChat sends it again.
    case unanswered
}

extension Outcome {
    /// The name in a log line.
    fileprivate var text: StaticString {
        switch self {
        case .replied: "replied"
        case .success: "success"
        case .late: "late"
        case .repeated: "repeated"
        case .refused: "refused"
        case .failed: "failed"
        case .overloaded: "overloaded"
        case .unanswered: "unanswered"
        }
    }
}

/// The lines of one loop about its pushes, written together: when there are many, or after ten milliseconds.
final class PushLog {
    private let sink: LogSink
    private let format: Configuration.Log.Format
    private let level: Logger.Level
    private let showsOpenIDs: Bool
    // Not checked for exclusive access at run time: one thread writes lines, one after the other.
    @exclusivity(unchecked) private var lines = ByteBuffer()
    @exclusivity(unchecked) private var time = LogTime()
    @exclusivity(unchecked) private var flushes: LoopTimer?
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
    func write(_ push: Push, _ outcome: Outcome, from endpoint: Endpoint, duration: UInt64) {
        let isBad = outcome == .failed || outcome == .late || outcome == .overloaded
        guard level <= (isBad ? .warning : .info) else { return }
        begin(isBad ? "warning" : "info")
        format.field(&lines, .account, endpoint.name)
        push.withKindName { format.field(&lines, .kind, $0) }
        if push.category == .message {
            push.withMessageID { format.field(&lines, .messageID, $0) }
        } else {
            format.field(&lines, .messageID, push.identifier)
        }
        push.withFromUserName { openID in
            if showsOpenIDs {
                format.field(&lines, .user, openID)
            } else {
                endpoint.digest.withText(of: openID) { format.field(&lines, .user, plain: $0) }
            }
        }
        format.field(&lines, .outcome, plain: outcome.text)
        format.milliseconds(&lines, nanoseconds: duration)
        end()
    }

    /// The line of a refused request, unless there were too many of late.
    func write(refused label: RefusalLabel, reason: @autoclosure () -> String, account: Account?, now: Int) {
        guard level <= .warning, let unwritten = limiter.allows(label, now: now) else { return }
        begin("warning")
        format.field(&lines, .account, account?.name ?? "")
        format.field(&lines, .outcome, Outcome.refused.rawValue)
        format.field(&lines, .reason, reason())
        if unwritten > 0 { format.field(&lines, .unwritten, unwritten) }
        end()
    }

    /// Writes what has gathered.
    func flush() {
        guard !lines.isEmpty else { return }
        sink.write(UnsafeRawBufferPointer(lines.bytes))
        lines.removeAll()
    }

    private func begin(_ level: StaticString) {
        time.update()
        format.begin(&lines, time: time, level: level)
    }

    private func end() {
        format.end(&lines)
        if lines.count >= Self.enough { flush() } else { flushes?.scheduleUnlessDue(after: 10) }
    }
}

extension Push {
    /// What tells this push from all others of its user: the id of a message; for an event what WeChat says to tell
    /// repeated ones by, with the names that two events of one second differ in, and the job that it is about.
    var identifier: String {
        let id = messageID
        guard category != .message else { return id }
        return "\(createTime):\(kind.name):\(eventKey)" + (id.isEmpty ? "" : ":\(id)")
    }
}
