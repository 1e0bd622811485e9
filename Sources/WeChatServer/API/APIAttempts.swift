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

    /// After how many milliseconds the call is to be made again; nil when it is not.
    mutating func next(
        after failure: APIFailure, at now: MonotonicTime, using random: inout some RandomNumberGenerator
    ) -> Int? {
        switch failure {
        case .unknown, .unsendable: return nil
        case .unreachable: return backOff(now, &random)
        case .refused(let error):
            switch error.remedy {
            case .backOff: return backOff(now, &random)
            case .refreshToken:
                defer { hasRefreshed = true }
                return hasRefreshed ? nil : 0
            case .split, .stop, .fix, .configuration: return nil
            }
        }
    }

    /// Less up to a half, so that what failed together does not come back together.
    private mutating func backOff(_ now: MonotonicTime, _ random: inout some RandomNumberGenerator) -> Int? {
        let time = Int.random(in: pause / 2...pause, using: &random)
        pause = min(2 * pause, Self.longestPause)
        return now + time < deadline ? time : nil
    }
}
