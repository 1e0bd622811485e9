extension PushCatalogue {
    /// Virtual payments that are given back or complained about (虚拟支付退款与投诉).
    static let xpayDisputes: [any PushType.Type] = [
        XPayRefundNotify.self, XPaySubscribeIOSRefundQueryNotify.self, XPayComplaintNotify.self,
        XPayWxpayCallbackNotify.self,
    ]
}

/// What became of a refund.
public struct XPayRefundNotify: XPayNotice {
    public static let kinds: [Kind] = .events("xpay_refund_notify")
    public static let example = """
        <OpenId>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenId><WxRefundId>WR-1</WxRefundId><MchRefundId>MR-1</MchRefundId>\
        <WxOrderId>WO-1</WxOrderId><MchOrderId>MO-1</MchOrderId><RefundFee>500</RefundFee><RetCode>0</RetCode>\
        <RetMsg>SUCCESS</RetMsg><RefundStartTimestamp>1714032000</RefundStartTimestamp>\
        <RefundSuccTimestamp>1714032060</RefundSuccTimestamp>\
        <WxpayRefundTransactionId>50300000000000000000000001</WxpayRefundTransactionId><RetryTimes>0</RetryTimes>\
        <Attach>vip</Attach><WxTransactionId>4200002175202404265317904862</WxTransactionId><TeamInfo>\
        <ActivityId>act-1</ActivityId><TeamId>team-9</TeamId><TeamType>1</TeamType><TeamAction>1</TeamAction></TeamInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id of the refund.
    public var refundID: String { fields.trimmed("WxRefundId") }
    /// The merchant's id of the refund.
    public var merchantRefundID: String { fields.trimmed("MchRefundId") }
    /// WeChat's id of the order.
    public var orderID: String { fields.trimmed("WxOrderId") }
    /// The merchant's id of the order.
    public var merchantOrderID: String { fields.trimmed("MchOrderId") }
    /// What is given back, in 分.
    public var fee: Int? { fields.integer("RefundFee") }
    /// 0 when it was given back; else the error.
    public var resultCode: Int? { fields.integer("RetCode") }
    /// The same in words.
    public var resultMessage: String { fields["RetMsg"] ?? "" }
    /// When it began, in seconds since 1970.
    public var startTime: Int? { fields.integer("RefundStartTimestamp") }
    /// When it was done, in seconds since 1970; 0 when it was not.
    public var successTime: Int? { fields.integer("RefundSuccTimestamp") }
    /// WeChat Pay's transaction of the refund; nil when nothing was given back.
    public var refundTransactionID: String? { fields.nonEmpty("WxpayRefundTransactionId") }
    /// How often it was told before.
    public var retryTimes: Int? { fields.integer("RetryTimes") }
    /// What the Mini Program has given along with the order; may be missing.
    public var attachment: String? { fields.nonEmpty("Attach") }
    /// WeChat Pay's transaction of the order; may be missing.
    public var transactionID: String? { fields.nonEmpty("WxTransactionId") }
    /// The group that bought together; nil when the user bought alone.
    public var team: XPayTeam? { fields.object("TeamInfo").map { XPayTeam(fields: $0) } }
}

/// Apple asks whether it is to give a user his money back (iOS 退款问询). It comes without `MsgType` and `Event`.
///
/// The answer is wanted within three seconds, and asked for up to three times:
/// `.result(code: 0, fields: ["result_code": 1, "result_info": "道具已消耗", "evidence": "…"])`, where `result_code` is
/// 0 for yes and 1 for no. Without one Apple decides by itself.
public struct XPaySubscribeIOSRefundQueryNotify: PushType {
    public static let kinds: [Kind] = .events("xpay_subscribe_ios_refund_query_notify")
    public static let replyRule = ReplyRule.result(.refundQuery)
    public static let example = """
        <refund_time>1714035000</refund_time><order_time>1714000000</order_time>\
        <channel_bill>470001234567890</channel_bill><bundleid>com.example.app</bundleid>\
        <product_id>vip_month</product_id><p_count>1</p_count>\
        <refund_request_reason>UNINTENDED_PURCHASE</refund_request_reason><provide_status>1</provide_status>\
        <pay_order_id>PO-77</pay_order_id>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// When the user asked for it, in seconds since 1970.
    public var refundTime: Int? { fields.integer("refund_time") }
    /// When he ordered, in seconds since 1970.
    public var orderTime: Int? { fields.integer("order_time") }
    /// Apple's number of the payment.
    public var channelBill: String { fields.trimmed("channel_bill") }
    /// The app, by Apple's name for it.
    public var bundleID: String { fields.trimmed("bundleid") }
    /// What he ordered.
    public var productID: String { fields.trimmed("product_id") }
    /// How many.
    public var count: Int? { fields.integer("p_count") }
    /// Why he wants his money back: `UNINTENDED_PURCHASE`, …; nil when he does not say.
    public var reason: String? { fields.nonEmpty("refund_request_reason") }
    /// 0 not delivered, 1 delivered, 2 being delivered.
    public var provideStatus: Int? { fields.integer("provide_status") }
    /// The order's id.
    public var orderID: String { fields.trimmed("pay_order_id") }
}

/// A user complains about a payment.
public struct XPayComplaintNotify: XPayNotice {
    public static let kinds: [Kind] = .events("xpay_complaint_notify")
    public static let example = """
        <OpenId>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenId><WxOrderId>WO-1</WxOrderId><MchOrderId>MO-1</MchOrderId>\
        <TransactionId>4200002175202404265317904862</TransactionId><ComplaintId>200201820200101080076610000</ComplaintId>\
        <ComplaintDetail>买了没有到账</ComplaintDetail><ComplaintTime>1714033000</ComplaintTime>\
        <RetryTimes>1</RetryTimes><RequestId>rq-1</RequestId>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id of the order.
    public var orderID: String { fields.trimmed("WxOrderId") }
    /// The merchant's id of the order.
    public var merchantOrderID: String { fields.trimmed("MchOrderId") }
    /// The WeChat Pay transaction.
    public var transactionID: String { fields.trimmed("TransactionId") }
    /// The complaint's id.
    public var complaintID: String { fields.trimmed("ComplaintId") }
    /// What the user says.
    public var detail: String { fields["ComplaintDetail"] ?? "" }
    /// When, in seconds since 1970.
    public var complaintTime: Int? { fields.integer("ComplaintTime") }
    /// How often it was told before.
    public var retryTimes: Int? { fields.integer("RetryTimes") }
    /// The id of WeChat's request.
    public var requestID: String { fields.trimmed("RequestId") }
}

/// WeChat Pay looks into the merchant or restricts him (尽职调查, 管控).
public struct XPayWxpayCallbackNotify: XPayNotice {
    public static let kinds: [Kind] = .events("xpay_wxpay_callback_notify")
    public static let example = """
        <AppId>wx4c1d9e7f20ab3358</AppId><NickName>某某短剧</NickName><MerchantCode>1900000109</MerchantCode>\
        <MerchantCompanyName>深圳某某科技有限公司</MerchantCompanyName><BusinessTime>2024-04-26 10:00:00</BusinessTime>\
        <BusinessCode>BC-1</BusinessCode><BusinessState>punishment</BusinessState><Remark>请补充资料</Remark>\
        <EventType>punishment</EventType><RetryTimes>0</RetryTimes>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The Mini Program.
    public var appID: String { fields.trimmed("AppId") }
    /// Its name.
    public var nickname: String { fields["NickName"] ?? "" }
    /// The merchant (商户号).
    public var merchantID: String { fields.trimmed("MerchantCode") }
    /// The merchant's company.
    public var companyName: String { fields["MerchantCompanyName"] ?? "" }
    /// When, as WeChat writes it.
    public var time: String { fields.trimmed("BusinessTime") }
    /// The id of the matter.
    public var code: String { fields.trimmed("BusinessCode") }
    /// How far it is.
    public var state: String { fields.trimmed("BusinessState") }
    /// More about it.
    public var remark: String { fields["Remark"] ?? "" }
    /// What sort of matter it is.
    public var eventType: String { fields.trimmed("EventType") }
    /// How often it was told before.
    public var retryTimes: Int? { fields.integer("RetryTimes") }
}
