import Networking
import WeChat

/// What became of a call, for the metrics.
enum APIOutcome: String, CaseIterable {
    case ok
    /// The access token was refused; the call is made again with another.
    case tokenRefused = "token_refused"
    /// WeChat is busy, or a quota is used up.
    case busy
    case tooLong = "too_long"
    /// 45015: the user has not written lately, or follows no more.
    case windowOver = "window_over"
    /// 45047: the user was sent as many messages as are allowed.
    case countUsedUp = "count_used_up"
    case refused
    case unreachable
    /// Nobody knows whether it was done.
    case unknown

    init(_ failure: APIFailure) {
        switch failure {
        case .unreachable: self = .unreachable
        case .unknown: self = .unknown
        case .unsendable: self = .refused
        case .refused(let error):
            switch error.remedy {
            case .refreshToken: self = .tokenRefused
            case .backOff: self = .busy
            case .split: self = .tooLong
            case .stop(.windowOver): self = .windowOver
            case .stop(.countUsedUp): self = .countUsedUp
            case .stop, .fix, .configuration: self = .refused
            }
        }
    }
}

/// The calls of WeChat's API since the start, by what became of them. All loops count here: calls are few.
final class APICounts: Sendable {
    private let counts = Locked<[APICall: [APIOutcome: Int]]>([:])

    /// The counts now.
    var snapshot: [APICall: [APIOutcome: Int]] { counts.withLock { $0 } }

    /// Counts a call.
    func count(_ call: APICall, _ outcome: APIOutcome) {
        counts.withLock { $0[call, default: [:]][outcome, default: 0] += 1 }
    }
}
