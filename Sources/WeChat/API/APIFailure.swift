/// Why a call of WeChat's API has not done what it was made for, or nobody knows whether it has.
public enum APIFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// WeChat has refused it.
    case refused(APIError)
    /// It has not reached WeChat.
    case unreachable(String)
    /// It may have been done: no answer came, or none that says anything. It was not repeated, because a user would be
    /// told the same twice.
    case unknown(String)
    /// It was not made, because WeChat takes no such message.
    case unsendable(CustomerMessage.Mistake)

    /// The failure in words.
    public var description: String {
        switch self {
        case .refused(let error): "refused: \(error)"
        case .unreachable(let reason): "not reached: \(reason)"
        case .unknown(let reason): "outcome unknown: \(reason)"
        case .unsendable(let mistake): "not sent: \(mistake.description)"
        }
    }
}
