import Glibc
import Logging

/// How a process has ended.
enum ProcessEnd: Equatable {
    case status(Int32)
    case signal(Int32)

    /// Reads what `waitpid` says of a process that is gone.
    init(_ status: Int32) {
        let signal = status & 0x7F
        self = signal == 0 ? .status(status >> 8 & 0xFF) : .signal(signal)
    }

    /// Whether the process has done what it was asked to, or would fail in the same way again: an address that is not to
    /// be had (69), a wrong configuration (78).
    var isFinal: Bool {
        switch self {
        case .status(let status): [0, 69, 78].contains(status)
        case .signal: false
        }
    }

    /// For the log.
    var metadata: Logger.Metadata {
        switch self {
        case .status(let status): ["status": "\(status)"]
        case .signal(let signal): ["signal": "\(String(cString: strsignal(signal)))"]
        }
    }

    /// The exit status of who ends because of it, as shells have it.
    var exitStatus: Int32 {
        switch self {
        case .status(let status): status
        case .signal(let signal): 128 + signal
        }
    }
}
