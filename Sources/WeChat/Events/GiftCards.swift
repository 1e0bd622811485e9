extension PushCatalogue {
    /// Gift cards (礼品卡), and orders of the old shop (微信小店).
    static let giftCards: [any PushType.Type] = [
        GiftCardPaid.self, GiftCardSent.self, GiftCardAccepted.self, MerchantOrder.self,
    ]
}

/// What pushes about a gift card have in common.
public protocol GiftCardEvent: Notice {}

extension GiftCardEvent {
    /// The id of the page that offers the cards.
    public var pageID: String { fields.trimmed("PageId") }
    /// The order's id.
    public var orderID: String { fields.trimmed("OrderId") }
}

/// A user has paid for gift cards.
public struct GiftCardPaid: GiftCardEvent {
    public static let kinds: [Kind] = .events("giftcard_pay_done")
    public static let example = """
        <PageId>OQK0R3MaFnCm74Phw5hwFJlz5sn+jy1zzM2amDidDbU=</PageId><OrderId>Z2y2rY74ksZX1ceuGA</OrderId>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A user has sent gift cards to a friend.
public struct GiftCardSent: GiftCardEvent {
    public static let kinds: [Kind] = .events("giftcard_send_to_friend")
    public static let example = """
        <PageId>OQK0R3MaFnCm74Phw5hwFJlz5sn+jy1zzM2amDidDbU=</PageId><OrderId>Z2y2rY74ksZX1ceuGA</OrderId>\
        <IsChatRoom>true</IsChatRoom><IsReturnBack>false</IsReturnBack>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Whether they were sent to a group.
    public var isChatRoom: Bool { fields.flag("IsChatRoom") }
    /// Whether they came back because nobody took them.
    public var isReturned: Bool { fields.flag("IsReturnBack") }
}

/// A friend has taken gift cards.
public struct GiftCardAccepted: GiftCardEvent {
    public static let kinds: [Kind] = .events("giftcard_user_accept")
    public static let example = """
        <PageId>OQK0R3MaFnCm74Phw5hwFJlz5sn+jy1zzM2amDidDbU=</PageId><OrderId>Z2y2rY74ksZX1ceuGA</OrderId>\
        <IsChatRoom>true</IsChatRoom>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Whether they had been sent to a group.
    public var isChatRoom: Bool { fields.flag("IsChatRoom") }
}

/// A user has paid for an order of the old shop (微信小店).
public struct MerchantOrder: Notice {
    public static let kinds: [Kind] = .events("merchant_order")
    public static let example = """
        <OrderId>7197417460812584720</OrderId><OrderStatus>2</OrderStatus>\
        <ProductId>pDF3iYx7KDQVGzB7kDg6Tge5OKFo</ProductId><SkuInfo>10001:1000012;10002:100021</SkuInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The order's id.
    public var orderID: String { fields.trimmed("OrderId") }
    /// WeChat's number of the order's state.
    public var orderStatus: Int? { fields.integer("OrderStatus") }
    /// The product's id.
    public var productID: String { fields.trimmed("ProductId") }
    /// Which variant of the product (SKU): ids of its properties, and of each the value's.
    public var properties: [(id: String, valueID: String)] {
        // Written `10001:1000012;10002:100021`, or with a `$` before each id.
        fields.trimmed("SkuInfo").split(separator: ";").compactMap { pair in
            let ids = pair.split(separator: ":").map { String($0.drop { $0 == "$" }) }
            return ids.count == 2 ? (ids[0], ids[1]) : nil
        }
    }
}
