extension PushCatalogue {
    /// What a third-party platform (第三方平台) is told: its ticket, and the accounts that authorize it.
    static let platform: [any PushType.Type] = [
        ComponentVerifyTicket.self, Authorized.self, Unauthorized.self, OrderPathApplyResult.self,
        OrderPathAuditResult.self,
    ]
}

/// What a third-party platform (第三方平台) is told by `InfoType`, for itself and not for one of its accounts. It comes
/// without addresses: `openID` is empty.
public protocol PlatformNotice: Notice {}

extension PlatformNotice {
    /// The platform's own AppID.
    public var componentAppID: String { fields.trimmed("AppId") }

    /// The account that it is about, in a field `appid`; nil when there is none yet.
    var accountAppID: String? {
        let id = fields.trimmed("appid")
        // Where the field is missing, the name in another case is the platform's own.
        return id.isEmpty || id == componentAppID ? nil : id
    }
}

/// The ticket for the platform's access token. It comes every ten minutes and is good for twelve hours: keep it before the
/// push is answered.
public struct ComponentVerifyTicket: PlatformNotice {
    public static let kinds: [Kind] = .platform("component_verify_ticket")
    public static let example = "<ComponentVerifyTicket>ticket@@@X7kqvB1nT5yC9dWzR3eHj0LsPf2</ComponentVerifyTicket>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The ticket: `ticket@@@…`.
    public var ticket: String { fields.trimmed("ComponentVerifyTicket") }
}

/// An account has authorized the platform, or has changed what it authorizes. It may come before the account's owner is
/// back in the browser, or after.
public struct Authorized: PlatformNotice {
    public static let kinds: [Kind] = .platform("authorized", "updateauthorized")
    public static let example = """
        <AuthorizerAppid>wx71e2d3c4b5a60918</AuthorizerAppid>\
        <AuthorizationCode>queryauthcode@@@X7kqvB1nT5yC9dWz</AuthorizationCode>\
        <AuthorizationCodeExpiredTime>1714040104</AuthorizationCodeExpiredTime>\
        <PreAuthCode>preauthcode@@@Lw3Zr9TqXc6VbN1m</PreAuthCode>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The account.
    public var authorizerAppID: String { fields.trimmed("AuthorizerAppid") }
    /// What fetches the account's tokens.
    public var authorizationCode: String { fields.trimmed("AuthorizationCode") }
    /// When that code ends, in seconds since 1970: in about an hour.
    public var codeExpireTime: Int? { fields.integer("AuthorizationCodeExpiredTime") }
    /// The code of the page on which it was authorized.
    public var preAuthCode: String { fields.trimmed("PreAuthCode") }
}

/// An account authorizes the platform no more; its tokens must be deleted.
public struct Unauthorized: PlatformNotice {
    public static let kinds: [Kind] = .platform("unauthorized")
    public static let example = "<AuthorizerAppid>wx71e2d3c4b5a60918</AuthorizerAppid>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The account.
    public var authorizerAppID: String { fields.trimmed("AuthorizerAppid") }
}

/// Whether pages with a user's orders (订单页 path) could be applied for, Mini Program by Mini Program.
public struct OrderPathApplyResult: PlatformNotice {
    public static let kinds: [Kind] = .platform("order_path_apply_result_notify")
    public static let example = "<list><appid>wx71e2d3c4b5a60918</appid><ret_code>0</ret_code></list>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The results.
    public var results: [Outcome] { fields.list("list").map { Outcome(fields: $0) } }

    /// The result of one Mini Program.
    public struct Outcome: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// The Mini Program.
        public var appID: String { fields.trimmed("appid") }
        /// 0 when it could; else the error.
        public var code: Int? { fields.integer("ret_code") }
    }
}

/// What became of pages with a user's orders, Mini Program by Mini Program.
public struct OrderPathAuditResult: PlatformNotice {
    public static let kinds: [Kind] = .platform("order_path_audit_result_notify")
    public static let example = """
        <list><appid>wx71e2d3c4b5a60918</appid><audit_id>4227513</audit_id><status>2</status>\
        <apply_time>1714030000</apply_time><audit_time>1714031000</audit_time><reason>页面打不开</reason></list>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The audits.
    public var audits: [Audit] { fields.list("list").map { Audit(fields: $0) } }

    /// The audit of one Mini Program.
    public struct Audit: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// The Mini Program.
        public var appID: String { fields.trimmed("appid") }
        /// The audit's id.
        public var auditID: String { fields.trimmed("audit_id") }
        /// How it ended, by WeChat's number.
        public var status: Int? { fields.integer("status") }
        /// When it was applied for, in seconds since 1970.
        public var applyTime: Int? { fields.integer("apply_time") }
        /// When it was decided, in seconds since 1970.
        public var auditTime: Int? { fields.integer("audit_time") }
        /// Why it was refused; empty when it has passed.
        public var reason: String { fields["reason"] ?? "" }
    }
}
