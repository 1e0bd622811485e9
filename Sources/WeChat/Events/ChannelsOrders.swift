extension PushCatalogue {
    /// Orders of a shop in WeChat Channels (视频号小店, 微信小店), and what comes after them.
    static let channelsOrders: [any PushType.Type] = [
        ChannelsOrder.self, ChannelsOrderStatus.self, ChannelsAfterSale.self, ChannelsComplaint.self,
        ChannelsGuarantee.self, CooperationShopOrder.self, DropshipOrder.self, EWaybillTrace.self,
    ]
}

/// An order is new, paid, cancelled, to be sent, sent, received, settled, or changed otherwise: `kind` tells which.
///
/// `openID` is the buyer.
public struct ChannelsOrder: Notice {
    public static let kinds: [Kind] = .events(
        "channels_ec_order_new", "channels_ec_order_pay", "channels_ec_order_cancel",
        "channels_ec_order_wait_shipping", "channels_ec_order_deliver", "channels_ec_order_confirm",
        "channels_ec_order_settle", "channels_ec_order_ext_info_update")
    public static let example = """
        <order_info><order_id>3705115058471208928</order_id><pay_time>1714030000</pay_time>\
        <cancel_type>1</cancel_type><finish_delivery>1</finish_delivery><confirm_type>1</confirm_type>\
        <settle_time>1714040000</settle_time><type>3</type></order_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id for the order, a number of up to 64 bits.
    public var orderID: String { info.trimmed("order_id") }
    /// When it was paid, in seconds since 1970; of a paid order.
    public var payTime: Int? { info.integer("pay_time") }
    /// 1 by the user, 2 not paid in time, 3 because all of it was given back; of a cancelled order.
    public var cancelType: Int? { info.integer("cancel_type") }
    /// Whether all of it is sent; of a sent order.
    public var isDelivered: Bool { info.flag("finish_delivery") }
    /// 1 by the user, 2 by time; of a received order.
    public var confirmType: Int? { info.integer("confirm_type") }
    /// When it was settled, in seconds since 1970; of a settled order.
    public var settleTime: Int? { info.integer("settle_time") }
    /// What has changed otherwise: 1 the commission, 2 the address, 3 the shop's note, 4 the user wants another address, 5
    /// the virtual telephone number, 6 who recommended it, 7 the user is waiting, and others up to 23.
    public var changeType: Int? { info.integer("type") }

    private var info: Fields { fields.inside("order_info") }
}

/// An order of a product that is not sent but used up has changed (团购).
public struct ChannelsOrderStatus: Notice {
    public static let kinds: [Kind] = .events("product_order_status_update")
    public static let example = """
        <ProductOrderStatusUpdate><order_id>3705115058471208928</order_id><status>20</status>\
        </ProductOrderStatusUpdate>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id for the order, a number of up to 64 bits.
    public var orderID: String { info.trimmed("order_id") }
    /// Where it is, a number.
    public var status: Int? { info.integer("status") }

    private var info: Fields { fields.inside("ProductOrderStatusUpdate") }
}

/// A user's request for his money or other goods has got on (售后); also of an order that was a present (礼物).
public struct ChannelsAfterSale: Notice {
    public static let kinds: [Kind] = .events("channels_ec_aftersale_update", "channels_ec_present_aftersale_update")
    public static let example = """
        <finder_shop_aftersale_status_update><status>USER_WAIT_RETURN</status>\
        <after_sale_order_id>2000000260057016</after_sale_order_id><order_id>3705115058471208928</order_id>\
        <wxa_vip_discounted_price>100</wxa_vip_discounted_price></finder_shop_aftersale_status_update>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// `USER_WAIT_RETURN`, `MERCHANT_PROCESSING`, `MERCHANT_REFUND_SUCCESS` …
    public var status: String { info.trimmed("status") }
    /// WeChat's id for the request, a number of up to 64 bits.
    public var afterSaleID: String { info.trimmed("after_sale_order_id") }
    /// WeChat's id for the order, the same.
    public var orderID: String { info.trimmed("order_id") }
    /// What the user saved as a member of the shop's Mini Program, in 分; mostly nil.
    public var memberDiscount: Int? { info.integer("wxa_vip_discounted_price") }

    private var info: Fields {
        fields.inside("finder_shop_aftersale_status_update").inside("finder_shop_present_aftersale_status_update")
    }
}

/// A dispute between a user and the shop has got on (纠纷).
public struct ChannelsComplaint: Notice {
    public static let kinds: [Kind] = .events("channels_ec_complaint_update")
    public static let example = """
        <finder_shop_complaint><order_id>3705115058471208928</order_id>\
        <after_sale_order_id>2000000260057016</after_sale_order_id><complaint_id>1</complaint_id>\
        <complaint_status>100</complaint_status></finder_shop_complaint>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id for the order, a number of up to 64 bits.
    public var orderID: String { info.trimmed("order_id") }
    /// WeChat's id for the user's request, the same.
    public var afterSaleID: String { info.trimmed("after_sale_order_id") }
    /// WeChat's id for the dispute, the same.
    public var complaintID: String { info.trimmed("complaint_id") }
    /// 100 the shop is to answer, 101 and 103 WeChat looks at it, 106 the shop is to prove something, 110 the shop is to
    /// agree, 112 decided, 116 closed, and others.
    public var status: Int? { info.integer("complaint_status") }

    private var info: Fields { fields.inside("finder_shop_complaint") }
}

/// A user's claim on what the shop guarantees has got on (保障).
public struct ChannelsGuarantee: Notice {
    public static let kinds: [Kind] = .events("channels_ec_guarantee_update")
    public static let example = """
        <finder_shop_guarantee_status_update><guarantee_order_id>2000000360057016</guarantee_order_id>\
        <order_id>3705115058471208928</order_id><status>2</status></finder_shop_guarantee_status_update>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id for the claim, a number of up to 64 bits.
    public var guaranteeID: String { info.trimmed("guarantee_order_id") }
    /// WeChat's id for the order, the same.
    public var orderID: String { info.trimmed("order_id") }
    /// Where it is, in WeChat's word or number.
    public var status: String { info.trimmed("status") }

    private var info: Fields { fields.inside("finder_shop_guarantee_status_update") }
}

/// A shop that works together with this account has an order.
public struct CooperationShopOrder: Notice {
    public static let kinds: [Kind] = .events("cooperation_shop_order")
    public static let example = """
        <EventData><shop_appid>wx4c1d9e7f20ab3358</shop_appid><order_id>3705115058471208928</order_id></EventData>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The appid of the shop.
    public var shopAppID: String { fields.inside("EventData").trimmed("shop_appid") }
    /// WeChat's id for the order, a number of up to 64 bits.
    public var orderID: String { fields.inside("EventData").trimmed("order_id") }
}

/// An order that somebody else sends for the shop (代发) is new, changed or cancelled: `kind` tells which.
public struct DropshipOrder: Notice {
    public static let kinds: [Kind] = .events("dropship_order_new", "dropship_order_update", "dropship_order_cancel")
    public static let example = "<ds_order_id>ds-1</ds_order_id><update_time>1714030000</update_time>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id for it.
    public var orderID: String { fields.trimmed("ds_order_id") }
    /// When it has changed, in seconds since 1970; of a changed order.
    public var updateTime: Int? { fields.integer("update_time") }
}

/// A parcel with an electronic waybill has got on (电子面单).
public struct EWaybillTrace: Notice {
    public static let kinds: [Kind] = .events("ewaybill_push_path")
    public static let example = """
        <waybill_info><ewaybill_order_id>123123123123123</ewaybill_order_id><waybill_id>wb-1</waybill_id>\
        <status>3</status><desc>派送中</desc><update_time>1714030000</update_time></waybill_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id for it, a number of up to 64 bits.
    public var orderID: String { info.trimmed("ewaybill_order_id") }
    /// The waybill.
    public var waybillID: String { info.trimmed("waybill_id") }
    /// 0 to be picked up, 1 picked up, 2 under way, 3 being delivered, 4 in a locker, 5 delivered, 6 sent back, 7 sent on,
    /// 8 trouble, 9 out of the locker, 99 unknown.
    public var status: Int? { info.integer("status") }
    /// The same in words.
    public var text: String { info["desc"] ?? "" }
    /// Since when, in seconds since 1970.
    public var updateTime: Int? { info.integer("update_time") }

    private var info: Fields { fields.inside("waybill_info") }
}
