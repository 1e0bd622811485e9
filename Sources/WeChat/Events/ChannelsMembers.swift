extension PushCatalogue {
    /// Members of a shop in WeChat Channels (会员).
    static let channelsMembers: [any PushType.Type] = [
        ChannelsMember.self, ChannelsScoreExchange.self, ChannelsMemberAdded.self, ChannelsMemberQuery.self,
    ]
}

/// A user has become a member, is one no longer, or has other rank or points: `kind` tells which. `openID` is the user.
public struct ChannelsMember: Notice {
    public static let kinds: [Kind] = .events(
        "channels_ec_vip_join", "channels_ec_vip_close", "channels_ec_vip_grade_info_update",
        "channels_ec_vip_score_update")
    public static let example = """
        <user_info><join_time>1714030000</join_time><close_time>1714040000</close_time>\
        <phone_number>13900000000</phone_number><grade>1</grade><experience_value>20</experience_value>\
        <score>100</score><delta_score>-10</delta_score><flow_type>3</flow_type></user_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// When he became one, in seconds since 1970. It and what follows is nil in pushes about something else.
    public var joinTime: Int? { info.integer("join_time") }
    /// When he gave it up, in seconds since 1970.
    public var closeTime: Int? { info.integer("close_time") }
    /// His telephone number.
    public var phone: String? { info.nonEmpty("phone_number") }
    /// His rank.
    public var grade: Int? { info.integer("grade") }
    /// What counts for the next rank.
    public var experience: Int? { info.integer("experience_value") }
    /// His points.
    public var score: Int? { info.integer("score") }
    /// How many of them are new; negative when he has spent some.
    public var scoreChange: Int? { info.integer("delta_score") }
    /// What he has them from or spent them on: 1 used, 2 ordered, 3 a product, 4 a coupon, 5 an order, 6 given back, 7 and 8
    /// the shop, 9 a task.
    public var scoreReason: Int? { info.integer("flow_type") }

    private var info: Fields { fields.inside("user_info") }
}

/// A member has changed points into a coupon or a product (积分兑换). `openID` is the user.
public struct ChannelsScoreExchange: Notice {
    public static let kinds: [Kind] = .events("channels_ec_vip_score_exchange")
    public static let example = """
        <exchange_info><pay_score>100</pay_score><score_item_type>1</score_item_type>\
        <coupon_info><related_coupon_id>1234</related_coupon_id></coupon_info>\
        <product_info><related_product_id>5678</related_product_id></product_info></exchange_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// How many points.
    public var score: Int? { info.integer("pay_score") }
    /// 1 a coupon, 2 a product.
    public var itemType: Int? { info.integer("score_item_type") }
    /// The coupon, a number of up to 64 bits.
    public var couponID: String? { info.object("coupon_info")?.nonEmpty("related_coupon_id") }
    /// The product, the same.
    public var productID: String? { info.object("product_info")?.nonEmpty("related_product_id") }

    private var info: Fields { fields.inside("exchange_info") }
}

/// A member of the Mini Program has become one of the shop without being asked (静默关联). `openID` is the user.
public struct ChannelsMemberAdded: Notice {
    public static let kinds: [Kind] = .events("channels_ec_vip_user_auto_add")
    public static let example = """
        <info><shop_appid>wx4c1d9e7f20ab3358</shop_appid><identity>V1</identity><outer_userid>u-1</outer_userid>\
        <add_time>1666673734</add_time></info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The appid of the shop.
    public var shopAppID: String { info.trimmed("shop_appid") }
    /// The member's rank, as the Mini Program names it.
    public var identity: String { info.trimmed("identity") }
    /// The member's id with the Mini Program; nil where it has given none.
    public var outerUserID: String? { info.nonEmpty("outer_userid") }
    /// When, in seconds since 1970.
    public var addTime: Int? { info.integer("add_time") }

    private var info: Fields { fields.inside("info") }
}

/// A user is about to become a member of the shop: is he one of the Mini Program? `openID` is the user.
public struct ChannelsMemberQuery: Notice {
    public static let kinds: [Kind] = .events("channels_ec_vip_user_info_get")
    public static let example = "<info><shop_appid>wx4c1d9e7f20ab3358</shop_appid></info>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The appid of the shop.
    public var shopAppID: String { fields.inside("info").trimmed("shop_appid") }
}
