extension PushCatalogue {
    /// What became of a Mini Program's versions, names, categories and interfaces (小程序审核).
    static let audits: [any PushType.Type] = [
        WeappAuditSuccess.self, WeappAuditFail.self, WeappAuditDelay.self, WxaNicknameAudit.self,
        WxaCategoryAudit.self, WxaPrivacyApply.self,
    ]
}

/// A version of a Mini Program has passed the check. A third-party platform is told it for its accounts.
public struct WeappAuditSuccess: Notice {
    public static let kinds: [Kind] = .events("weapp_audit_success")
    public static let example = "<SuccTime>1714037000</SuccTime>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// When, in seconds since 1970.
    public var successTime: Int? { fields.integer("SuccTime") }
}

/// A version of a Mini Program has not passed the check.
public struct WeappAuditFail: Notice {
    public static let kinds: [Kind] = .events("weapp_audit_fail")
    public static let example = """
        <Reason>1:账号信息不符合规范:&lt;br&gt;(1):账号头像不符合规范</Reason><FailTime>1714037000</FailTime>\
        <ScreenShot>X7kqvB1nT5yC9dWz|Lw3Zr9TqXc6VbN1m</ScreenShot>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Why, with `<br>` between the lines.
    public var reason: String { fields["Reason"] ?? "" }
    /// When, in seconds since 1970.
    public var failTime: Int? { fields.integer("FailTime") }
    /// The media ids of pictures of what is wrong.
    public var screenshots: [String] { fields.parts("ScreenShot", separator: "|") }
}

/// The check of a version of a Mini Program takes longer.
public struct WeappAuditDelay: Notice {
    public static let kinds: [Kind] = .events("weapp_audit_delay")
    public static let example = "<Reason>为了更好的服务小程序，您的服务商正在进行提审系统的优化</Reason><DelayTime>1714037000</DelayTime>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Why.
    public var reason: String { fields["Reason"] ?? "" }
    /// When, in seconds since 1970.
    public var delayTime: Int? { fields.integer("DelayTime") }
}

/// What became of a new name of a Mini Program.
public struct WxaNicknameAudit: Notice {
    public static let kinds: [Kind] = .events("wxa_nickname_audit")
    public static let example = "<ret>2</ret><nickname>咖啡 &amp; 茶</nickname><reason>名称与已有的相近</reason>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// 2 refused, 3 passed.
    public var result: Int? { fields.integer("ret") }
    /// The name.
    public var nickname: String { fields["nickname"] ?? "" }
    /// Why it was refused; empty when it has passed.
    public var reason: String { fields["reason"] ?? "" }
}

/// What became of a new category of a Mini Program.
public struct WxaCategoryAudit: Notice {
    public static let kinds: [Kind] = .events("wxa_category_audit")
    public static let example = "<ret>2</ret><first>287</first><second>618</second><reason>资质不符</reason>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// 2 refused, 3 passed.
    public var result: Int? { fields.integer("ret") }
    /// The id of the category's upper level.
    public var firstID: Int? { fields.integer("first") }
    /// The id of its lower level.
    public var secondID: Int? { fields.integer("second") }
    /// Why it was refused; empty when it has passed.
    public var reason: String { fields["reason"] ?? "" }
}

/// What became of the application for an interface that gives a user's location (地理位置接口).
public struct WxaPrivacyApply: Notice {
    public static let kinds: [Kind] = .events("wxa_privacy_apply")
    public static let example = """
        <result_info><api_name>wx.choosePoi</api_name><apply_time>1654515300</apply_time><audit_id>4227513</audit_id>\
        <audit_time>1654515356</audit_time><reason>申请理由与小程序服务不符</reason><status>2</status></result_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    private var info: Fields { fields.inside("result_info") }

    /// The interface.
    public var apiName: String { info.trimmed("api_name") }
    /// When it was applied for, in seconds since 1970.
    public var applyTime: Int? { info.integer("apply_time") }
    /// The id of the check.
    public var auditID: String { info.trimmed("audit_id") }
    /// When it was decided, in seconds since 1970.
    public var auditTime: Int? { info.integer("audit_time") }
    /// Why it was refused; empty when it has passed.
    public var reason: String { info["reason"] ?? "" }
    /// 2 refused, 3 passed.
    public var status: Int? { info.integer("status") }
}
