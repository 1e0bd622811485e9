extension PushCatalogue {
    /// Orders of a Mini Program that were paid: shipping, settlement, refunds, complaints (发货信息管理, 交易投诉).
    static let trade: [any PushType.Type] = [
        TradeManageRemindAccessAPI.self, TradeManageRemindShipping.self, TradeManageOrderSettlement.self,
        RetailRefundNotify.self, ComplaintCallback.self,
    ]
}

/// The Mini Program should say what it has shipped.
public struct TradeManageRemindAccessAPI: Notice {
    public static let kinds: [Kind] = .events("trade_manage_remind_access_api")
    public static let example = "<msg>为了保证交易的正常进行，请尽快接入发货信息管理服务</msg>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What to do.
    public var message: String { fields["msg"] ?? "" }
}

/// What the pushes about one paid order have in common.
public protocol TradeOrderNotice: Notice {}

extension TradeOrderNotice {
    /// The WeChat Pay transaction.
    public var transactionID: String { fields.trimmed("transaction_id") }
    /// The merchant (商户号).
    public var merchantID: String { fields.trimmed("merchant_id") }
    /// The sub-merchant; nil when there is none.
    public var subMerchantID: String? { fields.nonEmpty("sub_merchant_id") }
    /// The merchant's number of the order.
    public var merchantTradeNumber: String { fields.trimmed("merchant_trade_no") }
    /// When it was paid, in seconds since 1970.
    public var payTime: Int? { fields.integer("pay_time") }
}

/// An order was paid two days ago and is not shipped.
public struct TradeManageRemindShipping: TradeOrderNotice {
    public static let kinds: [Kind] = .events("trade_manage_remind_shipping")
    public static let example = """
        <transaction_id>4200002175202404265317904862</transaction_id><merchant_id>1900000109</merchant_id>\
        <sub_merchant_id>1900000110</sub_merchant_id><merchant_trade_no>T20240426-0001</merchant_trade_no>\
        <pay_time>1714030000</pay_time><msg>请尽快发货</msg>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What to do.
    public var message: String { fields["msg"] ?? "" }
}

/// An order is shipped and will be settled, or is settled: told twice, with different times.
public struct TradeManageOrderSettlement: TradeOrderNotice {
    public static let kinds: [Kind] = .events("trade_manage_order_settlement")
    public static let example = """
        <transaction_id>4200002175202404265317904862</transaction_id><merchant_id>1900000109</merchant_id>\
        <sub_merchant_id>1900000110</sub_merchant_id><merchant_trade_no>T20240426-0001</merchant_trade_no>\
        <pay_time>1714030000</pay_time><shipped_time>1714031000</shipped_time>\
        <estimated_settlement_time>1714895000</estimated_settlement_time>\
        <confirm_receive_method>1</confirm_receive_method><confirm_receive_time>1714890000</confirm_receive_time>\
        <settlement_time>1714894000</settlement_time>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// When it was shipped, in seconds since 1970.
    public var shippedTime: Int? { fields.integer("shipped_time") }
    /// When it will be settled, in seconds since 1970; nil when it is.
    public var estimatedSettlementTime: Int? { fields.integer("estimated_settlement_time") }
    /// How its arrival was confirmed: 1 by itself, 2 by the user; nil before that.
    public var confirmReceiveMethod: Int? { fields.integer("confirm_receive_method") }
    /// When its arrival was confirmed, in seconds since 1970; nil before that.
    public var confirmReceiveTime: Int? { fields.integer("confirm_receive_time") }
    /// When it was settled, in seconds since 1970; nil before that.
    public var settlementTime: Int? { fields.integer("settlement_time") }
}

/// What became of a refund (零售退款).
public struct RetailRefundNotify: Notice {
    public static let kinds: [Kind] = .events("retail_refund_notify")
    public static let example = """
        <appid>wx4c1d9e7f20ab3358</appid><mchid>1900000109</mchid><out_refund_no>RF-1</out_refund_no>\
        <refund_id>50300000000000000000000009</refund_id><out_trade_no>T-1</out_trade_no>\
        <order_id>3705115058471208928</order_id><refund_amount>100</refund_amount><order_amount>200</order_amount>\
        <refund_from>MERCHANT</refund_from><refund_reason>七天无理由</refund_reason>\
        <create_time>2024-04-26T10:00:00+08:00</create_time><refund_time>2024-04-26T10:01:00+08:00</refund_time>\
        <refund_status>REFUND_SUCC</refund_status><wxpay_refund_id>50300000000000000000000001</wxpay_refund_id>\
        <env>0</env><pay_channel>1</pay_channel><refund_desc>已退回零钱</refund_desc>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The Mini Program.
    public var appID: String { fields.trimmed("appid") }
    /// The merchant (商户号).
    public var merchantID: String { fields.trimmed("mchid") }
    /// The merchant's number of the refund.
    public var outRefundNumber: String { fields.trimmed("out_refund_no") }
    /// WeChat's id of the refund.
    public var refundID: String { fields.trimmed("refund_id") }
    /// The merchant's number of the order.
    public var outTradeNumber: String { fields.trimmed("out_trade_no") }
    /// WeChat's id of the order.
    public var orderID: String { fields.trimmed("order_id") }
    /// What is given back, in 分.
    public var refundAmount: Int? { fields.integer("refund_amount") }
    /// What was paid, in 分.
    public var orderAmount: Int? { fields.integer("order_amount") }
    /// Who has started it: `MERCHANT`, …
    public var source: String { fields.trimmed("refund_from") }
    /// Why.
    public var reason: String { fields["refund_reason"] ?? "" }
    /// When it was asked for, as text: `2024-04-26T10:00:00+08:00`.
    public var requestTime: String { fields.trimmed("create_time") }
    /// When it was done, in the same form.
    public var refundTime: String { fields.trimmed("refund_time") }
    /// `REFUND_SUCC`, …
    public var status: String { fields.trimmed("refund_status") }
    /// WeChat Pay's id of the refund.
    public var wxpayRefundID: String { fields.trimmed("wxpay_refund_id") }
    /// 0 in earnest, 1 in the sandbox.
    public var environment: Int? { fields.integer("env") }
    /// How it was paid, by WeChat's number.
    public var payChannel: Int? { fields.integer("pay_channel") }
    /// More about it; may be empty.
    public var details: String { fields["refund_desc"] ?? "" }
}

/// A user complains about an order, or a complaint goes on (交易投诉).
public struct ComplaintCallback: Notice {
    public static let kinds: [Kind] = .events("complaint_callback", "complaint callback")
    public static let example = """
        <BussiCallBackInfo><appid>wx4c1d9e7f20ab3358</appid><option_type>CREATE</option_type>\
        <complaint_order_id>123456789012</complaint_order_id><open_id>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</open_id>\
        <type>1</type><status>2</status><phone_number>13900000000</phone_number>\
        <customer_material_content>杯子碎了</customer_material_content>\
        <customer_material_media_id_list>m-1</customer_material_media_id_list>\
        <order_id>3705115058471208928</order_id><out_trade_no>T-1</out_trade_no><product_name>咖啡杯</product_name>\
        <pay_time>1714000000</pay_time><total_cost>4999</total_cost><create_time>1714030000</create_time>\
        <expire_time>1714289200</expire_time><history><time>1714030000</time><content>用户发起</content>\
        <media_id_list>m-2</media_id_list></history></BussiCallBackInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    // In XML; JSON has the fields without it.
    private var info: Fields { fields.inside("BussiCallBackInfo") }

    /// The Mini Program.
    public var appID: String { info.trimmed("appid") }
    /// What has happened: `CREATE`, …
    public var operation: String { info.trimmed("option_type") }
    /// The complaint's id.
    public var complaintID: String { info.trimmed("complaint_order_id") }
    /// The user's openid.
    public var userOpenID: String { info.trimmed("open_id") }
    /// What it is about, by WeChat's number.
    public var type: Int? { info.integer("type") }
    /// How far it is, by WeChat's number.
    public var status: Int? { info.integer("status") }
    /// The user's telephone number.
    public var phoneNumber: String { info.trimmed("phone_number") }
    /// What the user says; nil when he says nothing.
    public var content: String? { info.nonEmpty("customer_material_content") }
    /// The media ids of his pictures.
    public var mediaIDs: [String] { info.texts("customer_material_media_id_list") }
    /// WeChat's id of the order.
    public var orderID: String { info.trimmed("order_id") }
    /// The merchant's number of the order.
    public var outTradeNumber: String { info.trimmed("out_trade_no") }
    /// What was ordered.
    public var productName: String { info["product_name"] ?? "" }
    /// When it was paid, in seconds since 1970.
    public var payTime: Int? { info.integer("pay_time") }
    /// What was paid, in 分.
    public var totalCost: Int? { info.integer("total_cost") }
    /// When the user complained, in seconds since 1970.
    public var complaintTime: Int? { info.integer("create_time") }
    /// Until when it must be dealt with, in seconds since 1970.
    public var expireTime: Int? { info.integer("expire_time") }
    /// What was said.
    public var history: [Entry] { info.list("history").map { Entry(fields: $0) } }

    /// Something that was said in a complaint.
    public struct Entry: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// When, in seconds since 1970.
        public var time: Int? { fields.integer("time") }
        /// What.
        public var content: String { fields["content"] ?? "" }
        /// The media ids of its pictures.
        public var mediaIDs: [String] { fields.texts("media_id_list") }
    }
}
