/// What is done about a push whose handler is not done when WeChat's five seconds are nearly over.
public enum LateStep: String, CaseIterable, Sendable {
    /// WeChat gets no answer and sends the push again, twice in all: the handler has about fourteen seconds. (Protocol:
    /// 被动回复用户消息, 重试.)
    case retry
    /// WeChat gets `success`, and what the handler returns is sent as a customer service message. (Protocol: 客服消息.)
    case customerService = "customer_service"
    /// The user is asked to wait and to write something; what the handler returns answers the user's next message.
    case mailbox
}

/// The steps for the late answers of a handler: the first that can be taken is, and the next when it fails.
///
/// ```swift
/// handlers.on(Text.self, .late(.retry, .customerService)) { message, context in … }
/// ```
public struct LatePolicy: Sendable, Equatable {
    /// In the order in which they are tried, which is the only one that makes sense: that of `LateStep`.
    package let steps: [LateStep]

    /// These steps. Without any, what comes late is logged and goes nowhere.
    public static func late(_ steps: LateStep...) -> LatePolicy { LatePolicy(steps) }

    package init(_ steps: [LateStep]) {
        self.steps = LateStep.allCases.filter(steps.contains)
    }
}
