extension PushCatalogue {
    /// Virtual payment of Mini Programs (虚拟支付).
    static let xpay: [any PushType.Type] = [
        XPayGoodsDeliverNotify.self, XPayCoinPayNotify.self, XPaySubscribeNotify.self,
    ]
}

/// What virtual payment tells. `openID` is the platform; the user, where there is one, is `userOpenID`.
///
/// The answer is `.result(code: 0)`; with any other, and without one, WeChat tells it again after 2, 4, 8, 16… seconds, up
/// to fifteen times.
public protocol XPayNotice: PushType {}

extension XPayNotice {
    /// `.result` with `ErrCode` and `ErrMsg`.
    public static var replyRule: ReplyRule { .result(.payment) }
    /// The user's openid; empty where the push is about no user.
    public var userOpenID: String { fields.trimmed("OpenId") }
}

/// The payment of a virtual order at WeChat Pay.
public struct XPayPayment: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// The merchant's number of the order.
    public var merchantOrderNumber: String { fields.trimmed("MchOrderNo") }
    /// The WeChat Pay transaction.
    public var transactionID: String { fields.trimmed("TransactionId") }
    /// When it was paid, in seconds since 1970; nil in mini games.
    public var paidTime: Int? { fields.integer("PaidTime") }
}

/// What was paid for: goods (道具) or coins (代币).
public struct XPayItem: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// The id of the goods; empty for coins.
    public var productID: String { fields.trimmed("ProductId") }
    /// How many. (Mini games call it `BuyQuantity` for coins.)
    public var quantity: Int? { fields.integer("Quantity") ?? fields.integer("BuyQuantity") }
    /// The part of the game (分区); nil outside mini games.
    public var zoneID: String? { fields.nonEmpty("ZoneId") }
    /// The price, in 分.
    public var originalPrice: Int? { fields.integer("OrigPrice") }
    /// What was paid, in 分. (WeChat's samples for coins in mini games call it `TotalPrice`.)
    public var actualPrice: Int? { fields.integer("ActualPrice") ?? fields.integer("TotalPrice") }
    /// What the Mini Program has given along with the order.
    public var attachment: String { fields["Attach"] ?? "" }
    /// Where it was ordered: 1 in the game, 2 in its store, 3 as a test of the store; nil outside mini games.
    public var orderSource: Int? { fields.integer("OrderSource") }
}

/// The group that buys together (拼团).
public struct XPayTeam: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// The offer's id.
    public var activityID: String { fields.trimmed("ActivityId") }
    /// The group's id.
    public var teamID: String { fields.trimmed("TeamId") }
    /// 1: all is paid, and given back when the group is full.
    public var type: Int? { fields.integer("TeamType") }
    /// 0 the user has founded it, 1 joined it.
    public var action: Int? { fields.integer("TeamAction") }
}

/// Goods are paid and to be delivered.
public struct XPayGoodsDeliverNotify: XPayNotice {
    public static let kinds: [Kind] = .events("xpay_goods_deliver_notify")
    public static let example = """
        <OpenId>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenId><OutTradeNo>OT-1</OutTradeNo><Env>0</Env><WeChatPayInfo>\
        <MchOrderNo>MO202404260001</MchOrderNo><TransactionId>4200002175202404265317904862</TransactionId>\
        <PaidTime>1714030000</PaidTime></WeChatPayInfo><GoodsInfo><ProductId>sword_01</ProductId><Quantity>2</Quantity>\
        <OrigPrice>600</OrigPrice><ActualPrice>500</ActualPrice><Attach>{"uid":42}</Attach></GoodsInfo><TeamInfo>\
        <ActivityId>act-1</ActivityId><TeamId>team-9</TeamId><TeamType>1</TeamType><TeamAction>0</TeamAction></TeamInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The merchant's number of the order: what is delivered once, however often it is told.
    public var outTradeNumber: String { fields.trimmed("OutTradeNo") }
    /// 0 in earnest, 1 in the sandbox.
    public var environment: Int? { fields.integer("Env") }
    /// The payment; nil when it was not by WeChat Pay.
    public var payment: XPayPayment? { fields.object("WeChatPayInfo").map { XPayPayment(fields: $0) } }
    /// The goods.
    public var goods: XPayItem? { fields.object("GoodsInfo").map { XPayItem(fields: $0) } }
    /// The group that buys together; nil when the user buys alone.
    public var team: XPayTeam? { fields.object("TeamInfo").map { XPayTeam(fields: $0) } }
}

/// Coins (代币) are paid.
public struct XPayCoinPayNotify: XPayNotice {
    public static let kinds: [Kind] = .events("xpay_coin_pay_notify")
    public static let example = """
        <OpenId>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenId><OutTradeNo>OT-3</OutTradeNo><Env>0</Env><WeChatPayInfo>\
        <MchOrderNo>MO202404260001</MchOrderNo><TransactionId>4200002175202404265317904862</TransactionId>\
        <PaidTime>1714030000</PaidTime></WeChatPayInfo><CoinInfo><Quantity>100</Quantity><OrigPrice>1000</OrigPrice>\
        <ActualPrice>900</ActualPrice><Attach>vip</Attach></CoinInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The merchant's number of the order.
    public var outTradeNumber: String { fields.trimmed("OutTradeNo") }
    /// 0 in earnest, 1 in the sandbox.
    public var environment: Int? { fields.integer("Env") }
    /// The payment; nil when it was not by WeChat Pay.
    public var payment: XPayPayment? { fields.object("WeChatPayInfo").map { XPayPayment(fields: $0) } }
    /// The coins.
    public var coins: XPayItem? { fields.object("CoinInfo").map { XPayItem(fields: $0) } }
}

/// What became of a subscription (订阅): it is signed, with Apple or with WeChat, or a payment for it has failed.
public struct XPaySubscribeNotify: XPayNotice {
    public static let kinds: [Kind] = .events(
        "xpay_apple_subscribe_signing_result_notify", "xpay_subscribe_signing_result_notify",
        "xpay_subscribe_pay_fail_notify")
    public static let example = """
        <OpenId>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenId><OutTradeNo>OT-5</OutTradeNo><Env>0</Env>\
        <ProductId>vip_month</ProductId><ContractResult>0</ContractResult><ContractResultMsg>ok</ContractResultMsg>\
        <ContractId>202404265317904862</ContractId><Attach>vip</Attach>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The merchant's number of the order.
    public var outTradeNumber: String { fields.trimmed("OutTradeNo") }
    /// 0 in earnest, 1 in the sandbox.
    public var environment: Int? { fields.integer("Env") }
    /// What is subscribed to.
    public var productID: String { fields.trimmed("ProductId") }
    /// 0 when it is signed; else the error.
    public var result: Int? { fields.integer("ContractResult") }
    /// The same in words.
    public var resultMessage: String { fields["ContractResultMsg"] ?? "" }
    /// The contract's id.
    public var contractID: String { fields.trimmed("ContractId") }
    /// What the Mini Program has given along with the order.
    public var attachment: String { fields["Attach"] ?? "" }
}
