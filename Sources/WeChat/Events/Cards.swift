extension PushCatalogue {
    /// An account's cards (卡券): their check, their stock, and what they cost.
    static let cards: [any PushType.Type] = [
        CardPassed.self, CardRefused.self, CardMerchantChecked.self, CardStockLow.self, CardPointsOrder.self,
    ]
}

/// What pushes about a card have in common.
public protocol CardEvent: PushType {}

extension CardEvent {
    /// The card's id.
    public var cardID: String { fields.trimmed("CardId") }
}

/// A card has passed WeChat's check.
public struct CardPassed: CardEvent, Notice {
    public static let kinds: [Kind] = .events("card_pass_check")
    public static let example = "<CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId>"
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A card has not passed WeChat's check.
public struct CardRefused: CardEvent, Notice {
    public static let kinds: [Kind] = .events("card_not_pass_check")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><RefuseReason>商户名称不符</RefuseReason>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Why; empty when WeChat does not say.
    public var reason: String { fields["RefuseReason"] ?? "" }
}

/// A sub-merchant for whom the account makes cards (子商户) has been checked.
public struct CardMerchantChecked: Notice {
    public static let kinds: [Kind] = .events("card_merchant_check_result")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><MerchantId>1183</MerchantId><IsPass>0</IsPass>\
        <Reason>授权函不清晰</Reason>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The sub-merchant's id, a number as it was written.
    public var merchantID: String { fields.trimmed("MerchantId") }
    /// Whether he has passed.
    public var isPassed: Bool { fields.flag("IsPass") }
    /// Why he has not.
    public var reason: String { fields["Reason"] ?? "" }
    /// A card's id; mostly nil.
    public var cardID: String? { fields.nonEmpty("CardId") }
}

/// Of more than 200 cards at most 100 are left. Told every twelve hours at most.
public struct CardStockLow: CardEvent, Notice {
    public static let kinds: [Kind] = .events("card_sku_remind")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><Detail>the card's quantity is equal to 0</Detail>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's warning.
    public var detail: String { fields["Detail"] ?? "" }
}

/// An order of the points (券点) that the account's cards cost has changed.
public struct CardPointsOrder: Notice {
    // The second name is only one library's, and else a value of Status.
    public static let kinds: [Kind] = .events("card_pay_order", "ORDER_STATUS_FINANCE_SUCC")
    public static let example = """
        <OrderId>404091456</OrderId><Status>ORDER_STATUS_FINANCE_SUCC</Status>\
        <CreateOrderTime>1472207740</CreateOrderTime><PayFinishTime>1472207742</PayFinishTime><Desc></Desc>\
        <FreeCoinCount>200</FreeCoinCount><PayCoinCount>0</PayCoinCount>\
        <RefundFreeCoinCount>0</RefundFreeCoinCount><RefundPayCoinCount>0</RefundPayCoinCount>\
        <OrderType>ORDER_TYPE_SYS_ADD</OrderType><Memo>开通账户奖励</Memo><ReceiptInfo></ReceiptInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The order's id.
    public var orderID: String { fields.trimmed("OrderId") }
    /// The order's state, such as `ORDER_STATUS_FINANCE_SUCC`.
    public var status: String { fields.trimmed("Status") }
    /// When it was made, in seconds since 1970.
    public var orderTime: Int? { fields.integer("CreateOrderTime") }
    /// When it was paid, in seconds since 1970.
    public var payTime: Int? { fields.integer("PayFinishTime") }
    /// A description; mostly empty.
    public var summary: String { fields["Desc"] ?? "" }
    /// Points that were given.
    public var freeCoinCount: Int? { fields.integer("FreeCoinCount") }
    /// Points that were paid for.
    public var payCoinCount: Int? { fields.integer("PayCoinCount") }
    /// Given points that were returned.
    public var refundFreeCoinCount: Int? { fields.integer("RefundFreeCoinCount") }
    /// Paid points that were returned.
    public var refundPayCoinCount: Int? { fields.integer("RefundPayCoinCount") }
    /// What sort of order it is, such as `ORDER_TYPE_SYS_ADD`.
    public var orderType: String { fields.trimmed("OrderType") }
    /// What it was for.
    public var memo: String { fields["Memo"] ?? "" }
    /// About the invoice; mostly empty.
    public var receiptInfo: String { fields["ReceiptInfo"] ?? "" }
}
