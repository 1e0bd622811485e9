extension PushCatalogue {
    /// What a Mini Program did wrong, and what WeChat found in its users' content (违规与内容安全).
    static let compliance: [any PushType.Type] = [
        WxaIllegalRecord.self, WxaAppealRecord.self, WxaPunish.self, WxaMediaCheck.self,
    ]
}

/// A Mini Program is found to break a rule.
public struct WxaIllegalRecord: Notice {
    public static let kinds: [Kind] = .events("wxa_illegal_record")
    public static let example = """
        <illegal_record_id>3001</illegal_record_id><appid>wx4c1d9e7f20ab3358</appid>\
        <create_time>1714037000</create_time><illegal_reason>滥用分享行为</illegal_reason>\
        <illegal_content>转发到群可得红包</illegal_content>\
        <rule_url>https://developers.weixin.qq.com/miniprogram/product/</rule_url><rule_name>5.行为规范</rule_name>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The record's id.
    public var recordID: String { fields.trimmed("illegal_record_id") }
    /// The Mini Program.
    public var appID: String { fields.trimmed("appid") }
    /// When it was found, in seconds since 1970.
    public var recordTime: Int? { fields.integer("create_time") }
    /// What is wrong.
    public var reason: String { fields["illegal_reason"] ?? "" }
    /// Where.
    public var content: String { fields["illegal_content"] ?? "" }
    /// The rule's page.
    public var ruleURL: String { fields.trimmed("rule_url") }
    /// The rule's name.
    public var ruleName: String { fields["rule_name"] ?? "" }
}

/// What became of an appeal against a punishment.
public struct WxaAppealRecord: Notice {
    public static let kinds: [Kind] = .events("wxa_appeal_record")
    public static let example = """
        <appeal_record_id>4001</appeal_record_id><appid>wx4c1d9e7f20ab3358</appid>\
        <appeal_time>1714037100</appeal_time><appeal_count>1</appeal_count><appeal_from>1</appeal_from>\
        <appeal_status>3</appeal_status><audit_time>1714038100</audit_time><audit_reason>材料不足</audit_reason>\
        <punish_description>封禁网页外链</punish_description><material><illegal_material><content>违规一</content>\
        <content_url>https://mp.weixin.qq.com/a</content_url></illegal_material><appeal_material>\
        <reason>已经整改</reason><proof_material_id>X7kqvB1nT5yC9dWz</proof_material_id>\
        <proof_material_id>Lw3Zr9TqXc6VbN1m</proof_material_id></appeal_material></material>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The appeal's id.
    public var recordID: String { fields.trimmed("appeal_record_id") }
    /// The Mini Program.
    public var appID: String { fields.trimmed("appid") }
    /// When it was made, in seconds since 1970.
    public var appealTime: Int? { fields.integer("appeal_time") }
    /// The how many-th it is.
    public var count: Int? { fields.integer("appeal_count") }
    /// Who has made it: 0 the account, 1 its third-party platform.
    public var source: Int? { fields.integer("appeal_from") }
    /// 1 under way, 2 granted, 3 refused, 4 withdrawn.
    public var status: Int? { fields.integer("appeal_status") }
    /// When it was decided, in seconds since 1970; nil before that and when it is withdrawn.
    public var auditTime: Int? { fields.integer("audit_time") }
    /// Why it was refused; nil before that and when it is withdrawn.
    public var auditReason: String? { fields.nonEmpty("audit_reason") }
    /// The punishment.
    public var punishment: String { fields["punish_description"] ?? "" }
    /// What is held against the Mini Program, and what for it.
    public var materials: [Material] { fields.list("material").map { Material(fields: $0) } }

    /// One count of an appeal.
    public struct Material: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// What is wrong.
        public var content: String { fields.object("illegal_material")?["content"] ?? "" }
        /// Where it is.
        public var contentURL: String { fields.object("illegal_material")?.trimmed("content_url") ?? "" }
        /// What is said against it.
        public var reason: String { fields.object("appeal_material")?["reason"] ?? "" }
        /// The media ids of the proofs.
        public var proofIDs: [String] { fields.object("appeal_material")?.texts("proof_material_id") ?? [] }
    }
}

/// A Mini Program is warned or punished.
public struct WxaPunish: Notice {
    public static let kinds: [Kind] = .events("wxa_punish_event")
    public static let example = """
        <event_type>3</event_type><punish_id>649557</punish_id><appid>wx4c1d9e7f20ab3358</appid>\
        <punish_time>1699803865</punish_time><illegal_reason>存在诱导分享行为</illegal_reason>\
        <illegal_content>转发到群可得红包</illegal_content><rule_name>5.行为规范</rule_name>\
        <rule_url>https://developers.weixin.qq.com/miniprogram/product/</rule_url>\
        <adjust_guide_url>https://mp.weixin.qq.com/s/a</adjust_guide_url><detail>{"suspended_days":3}</detail>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// 1 a warning, 2 functions blocked, 3 taken down, 4 the account blocked, 10 (on one page 5) a page blocked.
    public var eventType: Int? { fields.integer("event_type") }
    /// The punishment's id.
    public var punishID: String { fields.trimmed("punish_id") }
    /// The Mini Program.
    public var appID: String { fields.trimmed("appid") }
    /// When, in seconds since 1970.
    public var punishTime: Int? { fields.integer("punish_time") }
    /// What is wrong.
    public var reason: String { fields["illegal_reason"] ?? "" }
    /// Where: one text by WeChat's table, several by its samples.
    public var contents: [String] { fields.texts("illegal_content") }
    /// The rule's name.
    public var ruleName: String { fields["rule_name"] ?? "" }
    /// The rule's page.
    public var ruleURL: String { fields.trimmed("rule_url") }
    /// The page that says what to do and how to appeal.
    public var guideURL: String { fields.trimmed("adjust_guide_url") }
    /// More about the punishment, out of a text of JSON: by type `warned_type`, `rectify_deadline`,
    /// `warned_function_names`, `warned_ban_days`; `banned_function_names`, `banned_days`; `suspended_days`;
    /// `banned_days`; `path`. Nil when it is no JSON.
    public var detail: Fields? { fields.document("detail") }
}

/// What WeChat found in a picture or sound of a user's that it was given to check (内容安全). `openID` is the platform.
///
/// Version 1 has only `isRisky`, `extraInfo` and `statusCode`; version 2 all others.
public struct WxaMediaCheck: Notice {
    public static let kinds: [Kind] = .events("wxa_media_check")
    public static let example = """
        <appid>wx4c1d9e7f20ab3358</appid><trace_id>60ae120f-371d5872-4e6bdc2c</trace_id><version>2</version>\
        <detail><strategy>keyword</strategy><errcode>0</errcode><suggest>risky</suggest><label>20006</label>\
        <prob>93</prob><keyword>测试词</keyword></detail><errcode>0</errcode><errmsg>ok</errmsg>\
        <result><suggest>risky</suggest><label>20006</label></result>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The Mini Program.
    public var appID: String { fields.trimmed("appid") }
    /// The id that the check was given.
    public var traceID: String { fields.trimmed("trace_id") }
    /// The version of the interface; nil in version 1.
    public var version: Int? { fields.integer("version") }
    /// 0 when it was checked; else the error.
    public var errorCode: Int? { fields.integer("errcode") }
    /// The error in words.
    public var errorMessage: String { fields["errmsg"] ?? "" }
    /// What to do: `pass`, `review`, `risky`.
    public var suggestion: String { fields.object("result")?.trimmed("suggest") ?? "" }
    /// What it is: 100 nothing, 10001 advertisement, 20001 politics, 20002 pornography, 20003 abuse, 20006 crime,
    /// 20008 fraud, 20012 vulgarity, 20013 copyright, 21000 other.
    public var label: Int? { fields.object("result")?.integer("label") }
    /// What each way of checking found.
    public var details: [Detail] { fields.list("detail").map { Detail(fields: $0) } }
    /// Version 1: whether something was found.
    public var isRisky: Bool { fields.flag("isrisky") }
    /// Version 1: more, in JSON.
    public var extraInfo: String { fields["extra_info_json"] ?? "" }
    /// Version 1: 0 when it was checked, -1008 when it could not be fetched. WeChat writes a negative number as
    /// 4294966288.
    public var statusCode: Int? { fields.integer("status_code").map { Int(Int32(truncatingIfNeeded: $0)) } }

    /// What one way of checking found.
    public struct Detail: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// The way.
        public var strategy: String { fields.trimmed("strategy") }
        /// 0 when the others count.
        public var errorCode: Int? { fields.integer("errcode") }
        /// What to do: `pass`, `review`, `risky`.
        public var suggestion: String { fields.trimmed("suggest") }
        /// What it is, by the numbers of the whole.
        public var label: Int? { fields.integer("label") }
        /// How sure it is, from 0 to 100.
        public var probability: Int? { fields.integer("prob") }
        /// The word of the Mini Program's own list that was found; nil when none was.
        public var keyword: String? { fields.nonEmpty("keyword") }
    }
}
