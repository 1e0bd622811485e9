extension PushCatalogue {
    /// What else a Mini Program is told or asked.
    static let miniPrograms: [any PushType.Type] = [
        WxaWidgetData.self, ChargeServiceQuotaNotify.self, WxaCommentBadScore.self, DebugDemo.self,
    ]
}

/// WeChat's search wants the data of a widget (搜索微信 widget). The answer is `.widgetData`, a text of JSON.
public struct WxaWidgetData: PushType {
    public static let kinds: [Kind] = .events("wxa_widget_data")
    public static let replyRule = ReplyRule.widget
    public static let example = "<Query>{\"type\":1,\"slot_list\":[]}</Query><Scene>1</Scene>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What was searched for, out of a text of JSON; nil when it is none.
    public var query: Fields? { fields.document("Query") }
    /// Where the widget is shown, by WeChat's number.
    public var scene: Int? { fields.integer("Scene") }
}

/// A service that the Mini Program has bought (付费服务) is used up, or ends.
public struct ChargeServiceQuotaNotify: Notice {
    public static let kinds: [Kind] = .events("charge_service_quota_notify")
    public static let example = """
        <event_type>3</event_type><appid>wx4c1d9e7f20ab3358</appid><spu_id>10000001</spu_id>\
        <spu_name>手机号快速验证</spu_name><total_quota>1000</total_quota><total_used_quota>900</total_used_quota>\
        <validity_end_time>1716629214</validity_end_time>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// 3 most of it is used, 4 it ends soon.
    public var eventType: Int? { fields.integer("event_type") }
    /// The Mini Program.
    public var appID: String { fields.trimmed("appid") }
    /// The service's id.
    public var serviceID: String { fields.trimmed("spu_id") }
    /// The service's name.
    public var serviceName: String { fields["spu_name"] ?? "" }
    /// How often it may be used.
    public var totalQuota: Int? { fields.integer("total_quota") }
    /// How often it was used; nil when it is about the end.
    public var usedQuota: Int? { fields.integer("total_used_quota") }
    /// When it ends, in seconds since 1970; nil when it is about the use.
    public var validityEndTime: Int? { fields.integer("validity_end_time") }
}

/// A user has given a Mini Program a bad mark.
public struct WxaCommentBadScore: Notice {
    public static let kinds: [Kind] = .events("wxa_comment_bad_score")
    public static let example = "<result><comment_id>168025355</comment_id></result>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The comment's id.
    public var commentID: String { fields.inside("result").trimmed("comment_id") }
}

/// A push that somebody has sent with the console's debugging tool. It takes `success`.
public struct DebugDemo: Notice {
    public static let kinds: [Kind] = .events("debug_demo")
    public static let example = "<debug_str>hello 世界</debug_str>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What was typed there.
    public var text: String { fields["debug_str"] ?? "" }
}
