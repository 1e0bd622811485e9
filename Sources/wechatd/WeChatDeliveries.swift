import WeChat

/// What WeChat does about one push: it delivers it three times at most, until a delivery is answered with status 200, and
/// shows what that answer says. It knows no clock and sends nothing.
struct WeChatDeliveries {
    /// What follows a delivery.
    enum Step {
        /// The next one, at once.
        case deliver
        /// Nothing more. This is what the user sees.
        case end(ReplyView)
    }

    /// What WeChat takes for an answer.
    let rule: ReplyRule
    /// How many there have been.
    private(set) var count = 0

    private static let limit = 3

    init(rule: ReplyRule) {
        self.rule = rule
    }

    /// What follows, when this has come of the delivery.
    mutating func next(after result: PushSender.Result) -> Step {
        count += 1
        if result.status == 200 { return .end(result.view) }
        guard count == Self.limit else { return .deliver }
        return .end(ReplyView(fault: "no answer to \(count) deliveries", rule))
    }
}
