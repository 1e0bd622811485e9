extension PushCatalogue {
    /// Requests to same-city delivery companies about the accounts that shops have with them.
    static let deliveryAccounts: [any PushType.Type] = [
        GetPreAuthCode.self, GetAuthInfo.self, CancelAuthAccount.self,
    ]
}

/// A request about a shop's account with a delivery company. `openID` is WeChat's own.
public protocol DeliveryAccountRequest: PushType {}

extension DeliveryAccountRequest {
    /// A `.result`.
    public static var replyRule: ReplyRule { .result(.delivery) }

    /// The appid of the shop's Mini Program.
    public var appID: String { fields.trimmed("wx_appid") }
}

/// A shop begins to connect its account (授权): what is it to bring to the delivery company's page?
///
/// Reply: `.result(code: 0, fields: ["pre_auth_code": …])`.
public struct GetPreAuthCode: DeliveryAccountRequest {
    public static let kinds: [Kind] = .events("get_pre_auth_code")
    public static let example = "<wx_appid>wx4c1d9e7f20ab3358</wx_appid>"
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A shop has come back from the delivery company's page with a code: which account is it?
///
/// Reply: `.result(code: 0, fields: ["appkey": …, "account": …, "account_type": 0])`; the key is what `shopID` of its
/// orders will be.
public struct GetAuthInfo: DeliveryAccountRequest {
    public static let kinds: [Kind] = .events("get_auth_info")
    public static let example = "<wx_appid>wx4c1d9e7f20ab3358</wx_appid><code>code-1</code>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The code.
    public var code: String { fields.trimmed("code") }
}

/// A shop disconnects its account. Reply: `.result(code: 0)`.
public struct CancelAuthAccount: DeliveryAccountRequest {
    public static let kinds: [Kind] = .events("cancel_auth_account")
    public static let example = "<shopid>SHOP1</shopid><wx_appid>wx4c1d9e7f20ab3358</wx_appid>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's id with the delivery company.
    public var shopID: String { fields.trimmed("shopid") }
}
