extension PushCatalogue {
    /// Conversations of users with the account's human agents (客服会话).
    static let customerService: [any PushType.Type] = [
        KfCreateSession.self, KfCloseSession.self, KfSwitchSession.self,
    ]
}

/// An agent has taken up a conversation with the user.
public struct KfCreateSession: Notice {
    public static let kinds: [Kind] = .events("kf_create_session")
    public static let example = "<KfAccount>test1@gh_demo</KfAccount>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The agent's account, `name@gh_…`.
    public var account: String { fields.trimmed("KfAccount") }
}

/// A conversation of an agent with the user has ended.
public struct KfCloseSession: Notice {
    public static let kinds: [Kind] = .events("kf_close_session")
    public static let example = "<KfAccount>test1@gh_demo</KfAccount><CloseType>KF</CloseType>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The agent's account, `name@gh_…`.
    public var account: String { fields.trimmed("KfAccount") }
    /// How it ended; nil when WeChat does not say.
    public var closeType: String? { fields.nonEmpty("CloseType") }
}

/// An agent has handed the conversation with the user to another.
public struct KfSwitchSession: Notice {
    public static let kinds: [Kind] = .events("kf_switch_session")
    public static let example = """
        <FromKfAccount>test1@gh_demo</FromKfAccount><ToKfAccount>test2@gh_demo</ToKfAccount>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The agent's account who had it.
    public var fromAccount: String { fields.trimmed("FromKfAccount") }
    /// The agent's account who has it now.
    public var toAccount: String { fields.trimmed("ToKfAccount") }
}
