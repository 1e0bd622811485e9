extension PushCatalogue {
    /// Mini Programs that a third-party platform has certified and filed (认证与备案).
    static let platformFiling: [any PushType.Type] = [
        WxaAuth.self, WxaWxverify.self, ICPFilingVerifyResult.self, ApplyICPFilingResult.self, WxaAuthAndICP.self,
    ]
}

/// How far the certification (认证) of a Mini Program is.
public struct WxaAuth: PlatformNotice {
    public static let kinds: [Kind] = .platform("notify_3rd_wxa_auth")
    public static let example = """
        <appid>wx71e2d3c4b5a60918</appid><taskid>tsk-1</taskid><task_status>9</task_status>\
        <apply_status>2</apply_status><message>请保持电话畅通</message><dispatch_info><provider>某审核机构</provider>\
        <contact>021-88888888</contact><dispatch_time>1714030000</dispatch_time></dispatch_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The Mini Program.
    public var appID: String? { accountAppID }
    /// The task's id.
    public var taskID: String { fields.trimmed("taskid") }
    /// How far the identity of its applicant is checked, by WeChat's number.
    public var taskStatus: Int? { fields.integer("task_status") }
    /// How far the application is, by WeChat's number.
    public var applyStatus: Int? { fields.integer("apply_status") }
    /// More about it; may be empty.
    public var message: String { fields["message"] ?? "" }
    /// Who certifies it; nil before somebody does.
    public var dispatch: Dispatch? { fields.object("dispatch_info").map { Dispatch(fields: $0) } }

    /// Who certifies a Mini Program.
    public struct Dispatch: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// The agency.
        public var provider: String { fields["provider"] ?? "" }
        /// How it is reached.
        public var contact: String { fields.trimmed("contact") }
        /// Since when, in seconds since 1970.
        public var dispatchTime: Int? { fields.integer("dispatch_time") }
    }
}

/// The certification of a Mini Program must be renewed (年审).
public struct WxaWxverify: PlatformNotice {
    public static let kinds: [Kind] = .platform("notify_3rd_wxa_wxverify")
    public static let example = """
        <appid>wx71e2d3c4b5a60918</appid><expired>1716629214</expired><message>请尽快完成年审</message>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The Mini Program.
    public var appID: String? { accountAppID }
    /// When it ends, in seconds since 1970.
    public var expireTime: Int? { fields.integer("expired") }
    /// What to do.
    public var message: String { fields["message"] ?? "" }
}

/// What became of the check of a face for the filing (备案人脸核身) of a Mini Program.
public struct ICPFilingVerifyResult: PlatformNotice {
    public static let kinds: [Kind] = .platform("notify_icpfiling_verify_result")
    public static let example = """
        <task_id>tsk-2</task_id><verify_appid>wx71e2d3c4b5a60918</verify_appid><result>3</result>\
        <along_with_auth_result>3</along_with_auth_result>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The task's id.
    public var taskID: String { fields.trimmed("task_id") }
    /// The Mini Program.
    public var appID: String { fields.trimmed("verify_appid") }
    /// 2 failed, 3 passed.
    public var result: Int? { fields.integer("result") }
    /// The same for the certification that was applied for together with it; nil when none was.
    public var certificationResult: Int? { fields.integer("along_with_auth_result") }
}

/// How far the filing (备案) of a Mini Program is.
public struct ApplyICPFilingResult: PlatformNotice {
    public static let kinds: [Kind] = .platform("notify_apply_icpfiling_result")
    public static let example = """
        <authorizer_appid>wx71e2d3c4b5a60918</authorizer_appid><beian_status>6</beian_status>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The Mini Program.
    public var authorizerAppID: String { fields.trimmed("authorizer_appid") }
    /// How far it is, by WeChat's number.
    public var status: Int? { fields.integer("beian_status") }
}

/// How far a certification and filing in one (认证及备案) is.
public struct WxaAuthAndICP: PlatformNotice {
    public static let kinds: [Kind] = .platform("notify_3rd_wxa_auth_and_icp")
    public static let example = "<procedure_id>pr-1</procedure_id><procedure_status>3</procedure_status>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The procedure's id.
    public var procedureID: String { fields.trimmed("procedure_id") }
    /// How far it is, by WeChat's number.
    public var status: Int? { fields.integer("procedure_status") }
}
