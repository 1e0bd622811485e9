/// What WeChat's API answers when it has not done what it was asked for. (Protocol: 全局返回码.)
public struct APIError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The `errcode`, which is not 0.
    public let code: Int
    /// The `errmsg` as it came. It ends with `rid: …` or `hint: […]`, by which WeChat's support finds the call.
    public let message: String

    /// An error.
    public init(code: Int, message: String) {
        self.code = code
        self.message = message
    }

    /// What to do about an error.
    public enum Remedy: Sendable, Equatable {
        /// Get a new access token and call once more.
        case refreshToken
        /// Call again later.
        case backOff
        /// Say it in several messages.
        case split
        /// Leave it.
        case stop(Reason)
        /// Send something else: what was sent is malformed.
        case fix
        /// Change the account's configuration, here or in WeChat's console.
        case configuration
    }

    /// Why there is nothing to be done.
    public enum Reason: Sendable {
        /// The user has not written lately, or follows no more.
        case windowOver
        /// The user was sent as many messages as are allowed before he writes again.
        case countUsedUp
        /// The user does not follow, has blocked the account or refuses its messages, or is limited himself.
        case userUnavailable
        /// There is no such user or account, or one does not belong to the other.
        case unknownRecipient
        /// The account may not use the API, or not any more.
        case notAuthorized
        /// The code is not known here.
        case unknown
    }

    /// What to do about it.
    public var remedy: Remedy {
        switch code {
        case -1, 45009, 45011: .backOff
        case 40001, 40014, 42001: .refreshToken
        case 45002: .split
        case 45015: .stop(.windowOver)
        case 45047: .stop(.countUsedUp)
        case 43004, 43019, 48002, 50002, 50005: .stop(.userUnavailable)
        case 40003, 40013: .stop(.unknownRecipient)
        case 42007, 48001, 48004, 48006, 61003...61016: .stop(.notAuthorized)
        case 40007, 40008, 44002, 44004, 47001: .fix
        case 40125, 40164, 41001, 65400: .configuration
        default: .stop(.unknown)
        }
    }

    /// The message without what differs from call to call.
    public var summary: String {
        let end = [" rid: ", " hint: ["].compactMap { message.firstRange(of: $0)?.lowerBound }.min()
        let text = message[..<(end ?? message.endIndex)]
        return String(text.reversed().drop { $0 == " " || $0 == "," }.reversed())
    }

    /// The code and the whole message.
    public var description: String { "\(code) \(message)" }

    /// Whether both say the same, in whatever call.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.summary == right.summary
    }
}
