import Glibc
import Networking

/// The signals that a supervisor waits for. They are blocked, so that none is lost between two waits.
struct SupervisorSignals {
    private let awaited: sigset_t
    /// What its child begins with: stops are held back until the server watches them, the rest is as it was.
    let childMask: sigset_t

    init() {
        // Whoever has started the process may have ignored it, and then no child's end would be told.
        signal(SIGCHLD, SIG_DFL)
        var stops = sigset_t()
        sigemptyset(&stops)
        for signal in [SIGTERM, SIGINT] { sigaddset(&stops, signal) }
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, &stops, &before)
        for signal in [SIGTERM, SIGINT] { sigaddset(&before, signal) }
        childMask = before
        sigaddset(&stops, SIGCHLD)
        pthread_sigmask(SIG_BLOCK, &stops, nil)
        awaited = stops
    }

    /// The next signal; nil when there was none until the moment.
    func next(until moment: MonotonicTime) -> Int32? {
        while true {
            let now = MonotonicTime.now()
            let rest = moment > now ? moment.nanoseconds - now.nanoseconds : 0
            var time = timespec(tv_sec: Int(rest / 1_000_000_000), tv_nsec: Int(rest % 1_000_000_000))
            let signal = withUnsafePointer(to: awaited) { sigtimedwait($0, nil, &time) }
            if signal > 0 { return signal }
            if errno == EAGAIN { return nil }
        }
    }
}
