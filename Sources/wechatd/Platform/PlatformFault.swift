import Networking

/// What goes wrong with a call, on demand.
enum PlatformFault: Sendable, Equatable {
    /// Nothing: the call is done.
    case none
    /// WeChat refuses it with this `errcode`.
    case error(Int)
    /// A status without a body, as a proxy's.
    case status(HTTPStatus)
    /// No answer ever.
    case silence
    /// The connection breaks.
    case reset
    /// All tokens were made void before it, as another program of the account does.
    case expiry

    /// Reads `ok`, `silent`, `reset`, `expire`, a status, or an `errcode`, which are those from 1000 on and −1.
    init?(_ text: Substring) {
        switch text {
        case "ok": self = .none
        case "silent": self = .silence
        case "reset": self = .reset
        case "expire": self = .expiry
        default:
            guard let number = Int(text) else { return nil }
            if number == -1 || number >= 1_000 {
                self = .error(number)
            } else {
                guard let status = UInt16(exactly: number).flatMap(HTTPStatus.init) else { return nil }
                self = .status(status)
            }
        }
    }
}
