/// What WeChat takes for an answer to a push.
public enum ReplyRule: Sendable, Equatable {
    /// Any passive reply.
    case message
    /// `.transferToCustomerService` alone: a Mini Program's user is answered by a customer service message.
    case transfer
    /// Nothing but `.success`.
    case success
    /// A `.result`, written as the form says.
    case result(ResultForm)
    /// A `.widgetData`.
    case widget
    /// A `.device`.
    case device

    /// The rule in words, for operators.
    public var description: String {
        switch self {
        case .message: "any reply"
        case .transfer: "transfer to customer service"
        case .success: "success"
        case .result(let form): "result (\(form.codeName))"
        case .widget: "widget_data"
        case .device: "device message"
        }
    }
}

extension ReplyRule {
    /// The rule where the push has come for an account of that type.
    package func narrowed(for type: Account.AccountType) -> ReplyRule {
        self == .message && type == .miniProgram ? .transfer : self
    }

    /// Whether the reply, which is more than a receipt, is of a type that WeChat takes.
    func accepts(_ reply: Reply, to push: Push) -> Bool {
        switch (self, reply) {
        case (.result, .result): true
        case (.result, _), (_, .result), (.success, _): false
        case (.message, .transferToAI): push.category == .message
        case (.message, _), (.transfer, .transferToCustomerService): true
        case (.widget, .custom("widget_data", _)): true
        case (.device, .custom(let type, _)): type.hasPrefix("device_") || type == "hardware"
        case (.transfer, _), (.widget, _), (.device, _): false
        }
    }

    /// Whether a reply says whom it is for.
    var needsAddress: Bool {
        if case .result(let form) = self { form.isMessage } else { true }
    }

    /// What says that the push has been taken, where that is not `success`.
    package var receipt: Reply? {
        switch self {
        case .result: .result(code: 0)
        case .widget: .widgetData("{}")
        case .message, .transfer, .success, .device: nil
        }
    }

    /// What is sent when no handler had a reply. What was asked for and done by nobody is not called done.
    var unanswered: Reply {
        guard case .result(let form) = self, form.isRequest else { return receipt ?? .success }
        return .result(code: -1, message: "not handled")
    }

    /// The same with what is wrong about it: a payment that nobody has answered for is worth a word in the log.
    func unanswered(_ push: Push) -> (reply: Reply, mistake: ReplyMistake?) {
        guard case .result(let code, _, _) = unanswered else { return (unanswered, nil) }
        return (unanswered, .unanswered(push.kind, code: code))
    }

    /// What is sent when a handler has thrown or is not done in time, where WeChat can be told; it will ask again.
    var failure: Reply? {
        if case .result = self { .result(code: -1, message: "failed") } else { nil }
    }

    /// How long WeChat waits for an answer, in milliseconds.
    package var patience: Int {
        if case .result(let form) = self { form.patience } else { 5_000 }
    }

    /// Whether the answer is encrypted where the push was.
    package var isSealed: Bool {
        if case .result(let form) = self { form.isSealed } else { true }
    }
}
