/// What WeChat's cloud hosting (微信云托管) tells about a push in header fields, in place of a signature.
public struct CloudHosting: Sendable, Equatable, ContextKey {
    /// None.
    public static let defaultValue: CloudHosting? = nil

    /// Where the call comes from: `x-wx-source`, on some pages `x-wx-sources`.
    public var source: String
    /// The user's openid: `x-wx-openid`.
    public var openID: String?
    /// The account's AppID: `x-wx-appid`.
    public var appID: String?
    /// The user's id over all accounts of one owner: `x-wx-unionid`.
    public var unionID: String?
    /// The openid under which a shared resource is used: `x-wx-from-openid`.
    public var fromOpenID: String?
    /// The AppID of the account that shares it: `x-wx-from-appid`.
    public var fromAppID: String?
    /// The user's id over all accounts of that owner: `x-wx-from-unionid`.
    public var fromUnionID: String?
    /// The environment: `x-wx-env`.
    public var environment: String?
    /// The address of the user's device: `x-forwarded-for`.
    public var clientAddress: String?

    /// Reads the header fields that `field` finds, by names in lower case; nil when they do not say that the call comes
    /// from cloud hosting.
    package init?(_ field: (StaticString) -> String?) {
        guard let source = field("x-wx-source") ?? field("x-wx-sources") else { return nil }
        self.source = source
        openID = field("x-wx-openid")
        appID = field("x-wx-appid")
        unionID = field("x-wx-unionid")
        fromOpenID = field("x-wx-from-openid")
        fromAppID = field("x-wx-from-appid")
        fromUnionID = field("x-wx-from-unionid")
        environment = field("x-wx-env")
        clientAddress = field("x-forwarded-for")
    }
}
