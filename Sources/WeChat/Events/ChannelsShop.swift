extension PushCatalogue {
    /// A shop in WeChat Channels itself: its name, its money and who recommends it.
    static let channelsShop: [any PushType.Type] = [
        ChannelsAccountChange.self, ChannelsWithdrawal.self, ChannelsQRCodeStatus.self, ChannelsSharerChange.self,
        ChannelsStoreClosed.self, ShopNicknameChange.self,
    ]
}

/// The bank account that the shop's money goes to has changed (结算账户). The push says of nobody that he did it.
public struct ChannelsAccountChange: Notice {
    public static let kinds: [Kind] = .events("channels_ec_acct_notify")
    public static let example = "<account_info><event>1</event></account_info>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What has happened: 1 it was changed.
    public var action: Int? { fields.object("account_info")?.integer("event") }
}

/// The shop's withdrawal of money has got on (提现).
public struct ChannelsWithdrawal: Notice {
    public static let kinds: [Kind] = .events("channels_ec_withdraw_notify")
    public static let example = "<withdraw_info><event>1</event><withdraw_id>w-1</withdraw_id></withdraw_info>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What has happened, a number.
    public var action: Int? { fields.object("withdraw_info")?.integer("event") }
    /// The id of the withdrawal.
    public var withdrawalID: String { fields.object("withdraw_info")?.trimmed("withdraw_id") ?? "" }
}

/// The QR code by which a withdrawal is agreed to was scanned.
public struct ChannelsQRCodeStatus: Notice {
    public static let kinds: [Kind] = .events("qrcode_status")
    public static let example = """
        <qrcode_info><ticket>tk-1</ticket><status>1</status><scan_user_type>1</scan_user_type></qrcode_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What names the code.
    public var ticket: String { info.trimmed("ticket") }
    /// 1 agreed, 2 cancelled, 3 too late, 4 scanned.
    public var status: Int? { info.integer("status") }
    /// Who scanned it: 0 no administrator, 1 an administrator.
    public var scannerType: Int? { info.integer("scan_user_type") }

    private var info: Fields { fields.inside("qrcode_info") }
}

/// A user has become one who recommends the shop's products (分享员), or is one no longer.
public struct ChannelsSharerChange: Notice {
    public static let kinds: [Kind] = .events("channels_ec_sharer_change")
    public static let example = """
        <openid>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</openid><sharer_type>1</sharer_type><bind_status>1</bind_status>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The user.
    public var userOpenID: String { fields.trimmed("openid") }
    /// 0 anybody, 1 one of the shop.
    public var type: Int? { fields.integer("sharer_type") }
    /// 1 has become one, 2 is one no longer.
    public var status: Int? { fields.integer("bind_status") }
}

/// The shop is closed for good (注销).
public struct ChannelsStoreClosed: Notice {
    public static let kinds: [Kind] = .events("channels_ec_close_store")
    public static let example = "<appid>wx4c1d9e7f20ab3358</appid><close_timestamp>1714030000</close_timestamp>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The appid of the shop.
    public var shopAppID: String { fields.trimmed("appid") }
    /// When, in seconds since 1970.
    public var closeTime: Int? { fields.integer("close_timestamp") }
}

/// The shop has another name.
public struct ShopNicknameChange: Notice {
    public static let kinds: [Kind] = .events("set_shop_nickname")
    public static let example = """
        <appid>wx4c1d9e7f20ab3358</appid><old_nickname>旧名</old_nickname><new_nickname>新名</new_nickname>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The appid of the shop.
    public var shopAppID: String { fields.trimmed("appid") }
    /// The old name.
    public var oldNickname: String { fields["old_nickname"] ?? "" }
    /// The new name.
    public var newNickname: String { fields["new_nickname"] ?? "" }
}
