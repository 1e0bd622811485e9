import Glibc
import Logging
import Networking

/// Runs this program's server in a child process, and again when it fails; keeps its sockets open meanwhile, so that
/// connections wait in them and none is refused.
///
/// It has one thread, which sleeps until a signal or a moment comes. It reaps every child, because in a container it is
/// the process that others' orphans fall to.
struct Supervisor {
    private let sockets: ServerSockets
    private let logger: Logger
    private let signals: SupervisorSignals
    private var policy = RestartPolicy()
    private var starts = 0
    private var state = State.pausing(until: .now())

    private enum State {
        case running(pid_t, since: MonotonicTime)
        case pausing(until: MonotonicTime)
        /// It was told to stop, and is killed at a moment.
        case stopping(pid_t, until: MonotonicTime)
    }

    /// How long a server may take to stop, in milliseconds. A second more than it needs, unless a handler blocks it.
    private static let stopTime = 6_000

    init(_ sockets: ServerSockets, _ logger: Logger) {
        self.sockets = sockets
        self.logger = logger
        signals = SupervisorSignals()
    }

    /// Runs the server until it is to stop; the exit status.
    mutating func run() -> Int32 {
        while true {
            let status: Int32?
            switch signals.next(until: moment) {
            case SIGTERM, SIGINT: status = stop()
            case SIGCHLD: status = reap()
            default: status = momentCame()
            }
            if let status { return status }
        }
    }

    /// When there is something to do without a signal.
    private var moment: MonotonicTime {
        switch state {
        case .running: .never
        case .pausing(let moment), .stopping(_, let moment): moment
        }
    }

    /// Passes the signal on. A second one ends the server at once.
    private mutating func stop() -> Int32? {
        switch state {
        case .pausing: return 0
        case .running(let child, _):
            // Otherwise connections would be made that nobody is going to accept.
            sockets.close()
            kill(child, SIGTERM)
            state = .stopping(child, until: .now() + Self.stopTime)
        case .stopping(let child, _): kill(child, SIGKILL)
        }
        return nil
    }

    private mutating func momentCame() -> Int32? {
        switch state {
        case .running: break
        case .pausing: start()
        case .stopping(let child, _):
            logger.error("the server does not stop, and is killed")
            kill(child, SIGKILL)
            state = .stopping(child, until: .never)
        }
        return nil
    }

    private mutating func start() {
        let now = MonotonicTime.now()
        let inheritance = Inheritance(
            supervisor: getpid(), restarts: starts, callback: sockets.callback.descriptors,
            operators: sockets.operators?.descriptors ?? [])
        starts += 1
        do {
            state = .running(try ChildProcess.start(inheritance, mask: signals.childMask), since: now)
        } catch {
            pause(afterRunSince: now, ["error": "\(error)"])
        }
    }

    /// Takes leave of all children that have ended.
    private mutating func reap() -> Int32? {
        while true {
            var status: Int32 = 0
            let process = waitpid(-1, &status, WNOHANG)
            guard process > 0 else { return nil }
            let end = ProcessEnd(status)
            switch state {
            case .running(process, let start):
                if end.isFinal { return end.exitStatus }
                pause(afterRunSince: start, end.metadata)
            case .stopping(process, _):
                if end != .status(0) { logger.error("the server has failed while it stopped", metadata: end.metadata) }
                return end.exitStatus
            default: break  // an orphan
            }
        }
    }

    private mutating func pause(afterRunSince start: MonotonicTime, _ reason: Logger.Metadata) {
        let now = MonotonicTime.now()
        let run = Int((now.nanoseconds - start.nanoseconds) / 1_000_000)
        let pause = policy.pause(afterRunOf: run)
        state = .pausing(until: now + pause)
        let times: Logger.Metadata = ["ran_ms": "\(run)", "again_in_ms": "\(pause)"]
        logger.error("the server has ended, and is started again", metadata: times.merging(reason) { $1 })
    }
}
