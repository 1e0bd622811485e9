extension PushCatalogue {
    /// Virtual payment and gifts of mini games (小游戏).
    static let miniGames: [any PushType.Type] = [
        MiniGameCoinDeliverCompleted.self, MiniGameGoodsDeliverNotify.self, MiniGameDeliverGoods.self,
    ]
}

/// What a player has paid for in a mini game, as a signed text of JSON.
///
/// Ask `isSigned` before anything else; when `isMock`, do no business. The answer is `.result(code: 0)`, within three
/// seconds and the same for each repetition; without it WeChat tells it again for hours.
public protocol MiniGamePayment: PushType {}

extension MiniGamePayment {
    private var game: Fields? { fields.object("MiniGame") }
    /// `.result` with `ErrCode` and `ErrMsg`.
    public static var replyRule: ReplyRule { .result(.game) }
    /// Whether the push only tests the server, from the console: its values mean nothing.
    public var isMock: Bool { game?.flag("IsMock") ?? false }
    /// What it says; nil when it is no JSON.
    public var payload: Fields? { game?.document("Payload") }
    /// The player's openid.
    public var userOpenID: String { payload?.trimmed("OpenId") ?? "" }
    /// 0 in earnest, 1 in the sandbox; each has an AppKey of its own.
    public var environment: Int? { payload?.integer("Env") }
    /// The game's number of the order: what is delivered once, however often it is told.
    public var outTradeNumber: String { payload?.trimmed("OutTradeNo") ?? "" }
    /// The payment; nil when it was not by WeChat Pay.
    public var payment: XPayPayment? { payload?.object("WeChatPayInfo").map { XPayPayment(fields: $0) } }

    /// Whether the payload is signed with the AppKey (支付基础配置) of its environment.
    public func isSigned(with appKey: Secret) -> Bool {
        // Everybody can sign with a key that was left empty.
        guard appKey.count > 0, let game, let payload = game["Payload"] else { return false }
        return HMAC.isRight(game.trimmed("PayEventSig"), of: "\(kind.name)&\(payload)", key: appKey)
    }
}

/// WeChat has given a player the coins (游戏币) that he has paid. It comes without addresses.
public struct MiniGameCoinDeliverCompleted: MiniGamePayment {
    public static let kinds: [Kind] = .events("minigame_coin_deliver_completed")
    public static let example = """
        <MiniGame><Payload>{"OpenId":"oK9xD5w_3vTz0Qm1pLr8sYbN2eUc","OutTradeNo":"OT-1","Env":0,\
        "WeChatPayInfo":{"MchOrderNo":"MO-1","TransactionId":"4200002175202404265317904862"},\
        "CoinInfo":{"ZoneId":"1","ActualPrice":900,"BuyQuantity":100,"OrigPrice":1000}}</Payload>\
        <PayEventSig>4d3f6e7f0e6d7d1b9a7d70a3b1de6bd0b0c2f0a7f3d21f5ea06d8c55a1f7f7d2</PayEventSig>\
        <IsMock>true</IsMock></MiniGame>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The coins. What the player may get for them is decided when they are taken from him.
    public var coins: XPayItem? { payload?.object("CoinInfo").map { XPayItem(fields: $0) } }
}

/// Goods (道具) are paid, in the game or in its store, and to be delivered. WeChat sends it to a URL of its own, in JSON.
public struct MiniGameGoodsDeliverNotify: MiniGamePayment {
    public static let kinds: [Kind] = .events(
        "minigame_game_pay_goods_deliver_notify", "minigame_h5_goods_deliver_notify", "minigame_deliver_h5_pay_products"
    )
    public static let example = """
        <MiniGame><Payload>{"OpenId":"oK9xD5w_3vTz0Qm1pLr8sYbN2eUc","Env":0,"OutTradeNo":"OT-1","GoodsInfo":\
        {"ProductId":"sword_01","Quantity":1,"ZoneId":"1","OrigPrice":1000,"ActualPrice":900,"Attach":"vip",\
        "OrderSource":1},"WeChatPayInfo":{"MchOrderNo":"MO-1","TransactionId":"4200002175202404265317904862"}}</Payload>\
        <PayEventSig>4d3f6e7f0e6d7d1b9a7d70a3b1de6bd0b0c2f0a7f3d21f5ea06d8c55a1f7f7d2</PayEventSig>\
        <IsMock>true</IsMock></MiniGame>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The goods.
    public var goods: XPayItem? { payload?.object("GoodsInfo").map { XPayItem(fields: $0) } }
}

/// A player has taken a gift (礼包) whose goods are to be delivered, once for each order. It comes without addresses.
///
/// The answer is `.result(code: 0)`; where he is not registered, a code with
/// `fields: ["SubErrCode": 172935494]`.
public struct MiniGameDeliverGoods: PushType {
    public static let kinds: [Kind] = .events("minigame_deliver_goods")
    public static let replyRule = ReplyRule.result(.game)
    public static let example = """
        <MiniGame><OrderId>GO-1</OrderId><IsPreview>1</IsPreview><ToUserOpenid>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</ToUserOpenid>\
        <Zone>1</Zone><GiftTypeId>2</GiftTypeId><GiftId>gift-1</GiftId><SendTime>1714030000</SendTime>\
        <GoodsList><Id>gold</Id><Num>100</Num></GoodsList><GoodsList><Id>sword_01</Id><Num>1</Num></GoodsList></MiniGame>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    private var gift: Fields { fields.inside("MiniGame") }

    /// The order's id.
    public var orderID: String { gift.trimmed("OrderId") }
    /// Whether the gift is only tried before it is published.
    public var isPreview: Bool { gift.flag("IsPreview") }
    /// The player's openid.
    public var userOpenID: String { gift.trimmed("ToUserOpenid") }
    /// The part of the game (分区).
    public var zone: Int? { gift.integer("Zone") }
    /// What sort of gift it is, by WeChat's number.
    public var giftTypeID: Int? { gift.integer("GiftTypeId") }
    /// The gift's id.
    public var giftID: String { gift.trimmed("GiftId") }
    /// When it was sent, in seconds since 1970.
    public var sendTime: Int? { gift.integer("SendTime") }
    /// What is in it.
    public var goods: [Goods] { gift.list("GoodsList").map { Goods(fields: $0) } }

    /// A part of a gift.
    public struct Goods: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// The goods' id.
        public var id: String { fields.trimmed("Id") }
        /// How many.
        public var count: Int? { fields.integer("Num") }
    }
}
