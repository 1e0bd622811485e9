extension PushCatalogue {
    /// What users change in or withdraw from the data that they gave (用户信息变更与授权撤回).
    static let userData: [any PushType.Type] = [
        UserInfoModified.self, UserAuthorizationRevoke.self, UserAuthorizationCancellation.self,
    ]
}

/// What the pushes about a user's data have in common. `openID` is the platform: the user is `userOpenID`.
public protocol UserDataNotice: Notice {}

extension UserDataNotice {
    /// The user's openid.
    public var userOpenID: String { fields.trimmed("OpenID") }
    /// The Mini Program, account, app or website that had the data.
    public var appID: String { fields.trimmed("AppID") }
    /// The user's unionid; nil when the account belongs to no open platform account.
    public var unionID: String? { fields.nonEmpty("UnionID") }
    /// The plugin that had the data; nil outside plugins.
    public var pluginID: String? { fields.nonEmpty("PluginID") }
    /// The user's id in that plugin; nil outside plugins.
    public var openPID: String? { fields.nonEmpty("OpenPID") }
    /// Which data, by WeChat's numbers. In a Mini Program 1 number plate, 2 address, 3 invoice, 4 Bluetooth,
    /// 5 microphone, 6 nickname and avatar, 7 camera, 8 telephone, 12 steps, 13 location, 14 chosen pictures and videos,
    /// 15 chosen file, 16 e-mail, 18 chosen place, 19 chosen nickname, 20 chosen avatar; on a page 201 address,
    /// 202 invoice, 203 card, 204 microphone, 205 nickname and avatar, 206 location, 207 chosen pictures and videos; on a
    /// website 301 all. Empty when WeChat does not say.
    public var scopes: [String] { fields.parts("RevokeInfo", separator: ",") }
}

/// A user who gave his nickname and avatar within the last thirty days has changed them.
public struct UserInfoModified: UserDataNotice {
    public static let kinds: [Kind] = .events("user_info_modified")
    public static let example = """
        <OpenID>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenID><AppID>wx4c1d9e7f20ab3358</AppID><RevokeInfo>6</RevokeInfo>\
        <UnionID>o6_bmjrPTlm6_2sgVt7hMZOPfL2M</UnionID><PluginID>wx71e2d3c4b5a60918</PluginID>\
        <OpenPID>oP1xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenPID>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A user has withdrawn some of the data that he gave; what was kept of those `scopes` must be deleted.
public struct UserAuthorizationRevoke: UserDataNotice {
    public static let kinds: [Kind] = .events("user_authorization_revoke")
    public static let example = """
        <OpenID>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenID><AppID>wx4c1d9e7f20ab3358</AppID><RevokeInfo>8,13</RevokeInfo>\
        <UnionID>o6_bmjrPTlm6_2sgVt7hMZOPfL2M</UnionID><PluginID>wx71e2d3c4b5a60918</PluginID>\
        <OpenPID>oP1xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenPID>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A user has closed his WeChat account; all that was kept about him must be deleted or made anonymous.
public struct UserAuthorizationCancellation: UserDataNotice {
    public static let kinds: [Kind] = .events("user_authorization_cancellation")
    public static let example = """
        <OpenID>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenID><AppID>wx4c1d9e7f20ab3358</AppID>\
        <PluginID>wx71e2d3c4b5a60918</PluginID><OpenPID>oP1xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenPID>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}
