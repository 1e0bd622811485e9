extension PushCatalogue {
    /// The yearly verification of an account (微信认证). `FromUserName` is the platform.
    static let verification: [any PushType.Type] = [
        VerificationTerm.self, VerificationFailed.self, VerificationPaid.self, VerificationDispatched.self,
        VerificationRefill.self,
    ]
}

/// How long the verification holds: the owner has passed (`qualification_verify_success`, from now on the account has
/// its rights), the name has passed, it must be renewed soon (`annual_renew`), or it has expired.
public struct VerificationTerm: Notice {
    public static let kinds: [Kind] = .events(
        "qualification_verify_success", "naming_verify_success", "annual_renew", "verify_expired")
    public static let example = "<ExpiredTime>1789446945</ExpiredTime>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Until when it holds, in seconds since 1970.
    public var expiryTime: Int? { fields.integer("ExpiredTime") }
}

/// The owner, the name (the account keeps its rights then), or a Mini Program (`wx_verify_fail`) has not passed.
public struct VerificationFailed: Notice {
    public static let kinds: [Kind] = .events("qualification_verify_fail", "naming_verify_fail", "wx_verify_fail")
    public static let example = "<FailTime>1714990001</FailTime><FailReason>名称与商标冲突</FailReason>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// When, in seconds since 1970.
    public var time: Int? { fields.integer("FailTime") }
    /// Why.
    public var reason: String { fields["FailReason"] ?? "" }
}

/// A Mini Program's verification has been paid for.
public struct VerificationPaid: Notice {
    public static let kinds: [Kind] = .events("wx_verify_pay_succ")
    public static let example = "<OrderId>4200002175202404276612</OrderId>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The order's id.
    public var orderID: String { fields.trimmed("OrderId") }
}

/// A Mini Program's verification has been given to a company that checks it.
public struct VerificationDispatched: Notice {
    public static let kinds: [Kind] = .events("wx_verify_dispatch")
    public static let example = """
        <Provider>上海某某企业信用征信有限公司</Provider><Contact>咨询电话：021-88888888</Contact>\
        <DispatchTime>1704952913</DispatchTime>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The company.
    public var provider: String { fields["Provider"] ?? "" }
    /// How to reach it.
    public var contact: String { fields["Contact"] ?? "" }
    /// When, in seconds since 1970.
    public var time: Int? { fields.integer("DispatchTime") }
}

/// The form of a Mini Program's verification has to be filled in again.
public struct VerificationRefill: Notice {
    public static let kinds: [Kind] = .events("wx_verify_refill")
    public static let example = "<RefillTime>1704959999</RefillTime><RefillReason>营业执照过期</RefillReason>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// When it was sent back, in seconds since 1970.
    public var time: Int? { fields.integer("RefillTime") }
    /// Why.
    public var reason: String { fields["RefillReason"] ?? "" }
}
