import Networking
import WeChat

/// Whether a call that has failed is made again, and when.
///
/// Never when it may have been done: WeChat knows no message by an id of ours, and would tell the user twice.
struct APIAttempts {
    private let deadline: MonotonicTime
    private var pause: Int
    private var hasRefreshed = false

    /// The longest time between two attempts, in milliseconds.
    private static let longestPause = 30_000

    /// No attempt begins behind `deadline`. Pauses begin with `pause` milliseconds and double.
    init(until deadline: MonotonicTime, pause: Int = 500) {
        self.deadline = deadline
        self.pause = pause
    }

    /// After how many milliseconds the call is to be made again; nil when it is not. `jitter`, between 0 and 1, keeps what
    /// has failed together from coming back together.
    mutating func next(after failure: APIFailure, at now: MonotonicTime, jitter: Double) -> Int? {
        switch failure {
        case .unknown, .unsendable: return nil
        case .unreachable: return backOff(now, jitter)
        case .refused(let error):
            switch error.remedy {
            case .backOff: return backOff(now, jitter)
            case .refreshToken:
                defer { hasRefreshed = true }
                return hasRefreshed ? nil : 0
            case .split, .stop, .fix, .configuration: return nil
            }
        }
    }

    private mutating func backOff(_ now: MonotonicTime, _ jitter: Double) -> Int? {
        let time = pause - Int(Double(pause / 2) * jitter)
        pause = min(2 * pause, Self.longestPause)
        return now + time < deadline ? time : nil
    }
}
