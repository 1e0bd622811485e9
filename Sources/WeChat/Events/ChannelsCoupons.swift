extension PushCatalogue {
    /// Coupons and vouchers of a shop in WeChat Channels.
    static let channelsCoupons: [any PushType.Type] = [
        ChannelsCoupon.self, ChannelsUserCoupon.self, ChannelsVouchersSent.self,
    ]
}

/// The shop's coupon was made, deleted, changed or made void, or its time is over: `kind` tells which.
public struct ChannelsCoupon: Notice {
    public static let kinds: [Kind] = .events(
        "channels_ec_coupon_create", "channels_ec_coupon_delete", "channels_ec_coupon_expire",
        "channels_ec_coupon_info_change", "channels_ec_coupon_invalid")
    public static let example = """
        <coupon_info><coupon_id>1081</coupon_id><create_time>1714030000</create_time>\
        <delete_time>1714030001</delete_time><expire_time>1714030002</expire_time>\
        <change_time>1714030003</change_time><invalid_time>1714030004</invalid_time></coupon_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The coupon's id, a number of up to 64 bits.
    public var couponID: String { info.trimmed("coupon_id") }
    /// When it was made, in seconds since 1970; nil in pushes about something else, as the next four.
    public var creationTime: Int? { info.integer("create_time") }
    /// When it was deleted.
    public var deletionTime: Int? { info.integer("delete_time") }
    /// When its time was over.
    public var expiryTime: Int? { info.integer("expire_time") }
    /// When it was changed.
    public var changeTime: Int? { info.integer("change_time") }
    /// When it was made void.
    public var invalidationTime: Int? { info.integer("invalid_time") }

    private var info: Fields { fields.inside("coupon_info") }
}

/// A user has taken or used a coupon, has it back, or its time is over: `kind` tells which. `openID` is the user.
public struct ChannelsUserCoupon: Notice {
    public static let kinds: [Kind] = .events(
        "channels_ec_coupon_receive", "channels_ec_user_coupon_use", "channels_ec_user_coupon_unuse",
        "channels_ec_user_coupon_expire")
    public static let example = """
        <receive_info><coupon_id>1081</coupon_id><user_coupon_id>2302</user_coupon_id>\
        <receive_time>1714030000</receive_time></receive_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The coupon's id, a number of up to 64 bits.
    public var couponID: String { info.trimmed("coupon_id") }
    /// The id of the one that this user has, the same.
    public var userCouponID: String { info.trimmed("user_coupon_id") }
    /// The order that it was used for; nil in pushes about something else, as the next four.
    public var orderID: String? { info.nonEmpty("order_id") }
    /// When it was taken, in seconds since 1970.
    public var receiveTime: Int? { info.integer("receive_time") }
    /// When it was used.
    public var useTime: Int? { info.integer("use_time") }
    /// When the user had it back.
    public var unuseTime: Int? { info.integer("unuse_time") }
    /// When its time was over.
    public var expiryTime: Int? { info.integer("expire_time") }

    // WeChat has a wrapper for each kind, and two for those that are used.
    private var info: Fields {
        fields.inside("receive_info").inside("user_coupon_info").inside("user_info").inside("use_info")
    }
}

/// Users have got the vouchers that they have bought (团购券).
public struct ChannelsVouchersSent: Notice {
    public static let kinds: [Kind] = .events("channels_ec_voucher_send_succ")
    public static let example = """
        <voucher_list><code>C1</code><code_type>2</code_type><status>1</status><send_time>1714030000</send_time>\
        <update_time>1714030001</update_time><start_time>1714030002</start_time><end_time>1716622000</end_time>\
        <consume_time>1714030003</consume_time><refund_time>1714030004</refund_time>\
        <consume_store_name>南山店</consume_store_name><voucher_type>1</voucher_type>\
        <voucher_buy_amount>100</voucher_buy_amount><voucher_actual_amount>90</voucher_actual_amount>\
        <telphone_no>13900000000</telphone_no><product_id>324545</product_id><sku_id>998</sku_id>\
        <order_id>3705115058471208928</order_id><openid>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</openid></voucher_list>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The vouchers.
    public var vouchers: [Voucher] { fields.list("voucher_list").map { Voucher(fields: $0) } }

    /// A voucher.
    public struct Voucher: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// What the user shows in the store.
        public var code: String { fields.trimmed("code") }
        /// The sort of code, a number.
        public var codeType: Int? { fields.integer("code_type") }
        /// Where it is, a number.
        public var status: Int? { fields.integer("status") }
        /// When it was sent, in seconds since 1970, as all times here; 0 where it was not.
        public var sendTime: Int? { fields.integer("send_time") }
        /// When it was changed.
        public var updateTime: Int? { fields.integer("update_time") }
        /// From when on it is good.
        public var startTime: Int? { fields.integer("start_time") }
        /// Until when.
        public var endTime: Int? { fields.integer("end_time") }
        /// When it was used.
        public var consumeTime: Int? { fields.integer("consume_time") }
        /// When it was given back.
        public var refundTime: Int? { fields.integer("refund_time") }
        /// Where it was used.
        public var storeName: String { fields["consume_store_name"] ?? "" }
        /// The sort of voucher, a number.
        public var type: Int? { fields.integer("voucher_type") }
        /// What it cost, in 分.
        public var price: Int? { fields.integer("voucher_buy_amount") }
        /// What it is worth, in 分.
        public var value: Int? { fields.integer("voucher_actual_amount") }
        /// The user's telephone number.
        public var phone: String { fields.trimmed("telphone_no") }
        /// WeChat's id for the product, a number of up to 64 bits.
        public var productID: String { fields.trimmed("product_id") }
        /// WeChat's id for the sort of it, the same.
        public var skuID: String { fields.trimmed("sku_id") }
        /// WeChat's id for the order, the same.
        public var orderID: String { fields.trimmed("order_id") }
        /// The user.
        public var userOpenID: String { fields.trimmed("openid") }
    }
}
