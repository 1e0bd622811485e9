/// How a kind of push wants to read what came of it. (The names are WeChat's, and each API has its own.)
public enum ResultForm: Sendable, Equatable, CaseIterable {
    /// `ErrCode` and `ErrMsg`: virtual payment (虚拟支付). Asked again for hours until the code is 0.
    case payment
    /// The same, in clear also in safe mode and within three seconds: mini games.
    case game
    /// The same within three seconds, and the answer to a question: whether Apple is to refund.
    case refundQuery
    /// `ResultCode` and `ResultMsg` in a message that names the event again: APIs of logistics providers (物流服务商).
    case logistics
    /// `resultcode` and `resultmsg`: APIs of same-city delivery companies (即时配送).
    case delivery
    /// The same, to a push that only tells something.
    case deliveryNotice
    /// `ret_code` and `ret_msg`: a coupon is to be given (交易组件).
    case coupon

    /// The name of the code's field.
    public var codeName: String {
        switch self {
        case .payment, .game, .refundQuery: "ErrCode"
        case .logistics: "ResultCode"
        case .delivery, .deliveryNotice: "resultcode"
        case .coupon: "ret_code"
        }
    }

    /// The name of the message's field.
    public var messageName: String {
        switch self {
        case .payment, .game, .refundQuery: "ErrMsg"
        case .logistics: "ResultMsg"
        case .delivery, .deliveryNotice: "resultmsg"
        case .coupon: "ret_msg"
        }
    }

    /// The message that goes with the code 0.
    var successMessage: String {
        switch self {
        case .game: "Success"
        case .delivery, .deliveryNotice: "ok"
        case .payment, .refundQuery, .logistics, .coupon: "success"
        }
    }

    /// Whether something is asked for, so that nobody's answer must not be taken for a yes. Other pushes only tell
    /// something, and are acknowledged as all are.
    var isRequest: Bool {
        switch self {
        case .refundQuery, .logistics, .delivery, .coupon: true
        case .payment, .game, .deliveryNotice: false
        }
    }

    /// Whether it stands in a message with addresses, time and the event's name.
    var isMessage: Bool { self == .logistics }

    /// Whether it is encrypted in safe mode.
    var isSealed: Bool { self != .game }

    /// How long WeChat waits for it, in milliseconds.
    var patience: Int { self == .game || self == .refundQuery ? 3_000 : 5_000 }
}
