extension PushCatalogue {
    /// Requests to same-city delivery companies (即时配送), and what shops are told of their orders.
    static let delivery: [any PushType.Type] = [
        PrecreateDelivery.self, AddDelivery.self, PrecancelDelivery.self, CancelDelivery.self,
        ConfirmDeliveryReturn.self, QueryDelivery.self, AddDeliveryTips.self, GetRiderPosition.self, RateRider.self,
        MockDeliveryUpdate.self, DeliveryUpdate.self,
    ]
}

/// What names an order of same-city delivery (即时配送).
public protocol DeliveryPush: PushType {}

extension DeliveryPush {
    /// The shop's id with the delivery company.
    public var shopID: String { fields.trimmed("shopid") }
    /// The shop's id for the order.
    public var shopOrderID: String { fields.trimmed("shop_order_id") }
    /// The number of the branch of the shop.
    public var shopNumber: String { fields.trimmed("shop_no") }
    /// The delivery company's id for the order; empty while there is none.
    public var waybillID: String { fields.trimmed("waybill_id") }
}

/// What WeChat asks of a delivery company's API: the reply is the answer. `openID` is WeChat's own.
public protocol DeliveryRequest: DeliveryPush {}

extension DeliveryRequest {
    /// A `.result`.
    public static var replyRule: ReplyRule { .result(.delivery) }

    /// Proves that the shop has ordered: the SHA-1 of `shopID`, `shopOrderID` and its secret with the delivery company,
    /// in hexadecimal digits. Empty in those that change nothing: `GetRiderPosition`, `RateRider`.
    public var signature: String { fields.trimmed("delivery_sign") }
}

/// A shop asks whether an order would be taken, and for how much (预下单). Nothing is ordered yet.
///
/// Reply: `.result(code: 0, fields: ["fee": 11.5])` in 元, and where they are known `deliverfee`, `couponfee`, `tips`,
/// `insurancfee` (WeChat's spelling), `distance` in metres, `dispatch_duration` in seconds, and a `delivery_token` that
/// keeps the price for a while.
public struct PrecreateDelivery: DeliveryOrder {
    public static let kinds: [Kind] = .events("transport_precreate_order")
    public static let example = order
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A shop orders (下单), or orders once more what was cancelled (重新下单).
///
/// Reply: `.result(code: 0, fields: ["waybill_id": …, "order_status": 101])`, the fields of `PrecreateDelivery`, and
/// where there are such the codes `finish_code`, which the receiver tells the rider, and `pickup_code`, which the rider
/// tells the shop.
public struct AddDelivery: DeliveryOrder {
    public static let kinds: [Kind] = .events("transport_add_order", "transport_readd_order")
    public static let example = "<wx_token>wt-1</wx_token><delivery_token>dt-1</delivery_token>" + order
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What the delivery company later names the order by, when it tells WeChat where it is.
    public var token: String { fields.trimmed("wx_token") }
    /// What the delivery company gave for `PrecreateDelivery`; nil when it gave nothing or was not asked.
    public var deliveryToken: String? { fields.nonEmpty("delivery_token") }
}

/// Why a shop wants an order back.
public protocol DeliveryCancellation: DeliveryRequest {}

extension DeliveryCancellation {
    /// 1 no longer needed, 2 too dear, 3 a mistake in the order, 4 the rider is late for the shop, 5 he is late for the
    /// receiver, 6 something else.
    public var reasonID: Int? { fields.integer("cancel_reason_id") }
    /// The reason in words; empty unless it is something else.
    public var reason: String { fields["cancel_reason"] ?? "" }
}

/// A shop asks what taking an order back would cost (预取消). Nothing is cancelled yet.
///
/// Reply: `.result(code: 0, fields: ["deduct_fee": 5, "desc": "blah"])`, the fee in 元 and what it is for.
public struct PrecancelDelivery: DeliveryCancellation {
    public static let kinds: [Kind] = .events("transport_precancel_order")
    public static let example = """
        <waybill_id>wb-1</waybill_id><cancel_reason_id>6</cancel_reason_id><cancel_reason>骑手要求</cancel_reason>\
        <shopid>SHOP1</shopid><shop_order_id>so-1</shop_order_id><shop_no>no-7</shop_no>\
        <delivery_sign>d2a84b5fc8c1f4d2a84b5fc8c1f4d2a84b5fc8c1</delivery_sign>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A shop takes an order back (取消). Reply: as for `PrecancelDelivery`.
public struct CancelDelivery: DeliveryCancellation {
    public static let kinds: [Kind] = .events("transport_cancel_order")
    public static let example = PrecancelDelivery.example
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A shop has got back what could not be delivered (异常件退回). Reply: `.result(code: 0)`.
public struct ConfirmDeliveryReturn: DeliveryRequest {
    public static let kinds: [Kind] = .events("transport_confirm_return_to_biz")
    public static let example = """
        <waybill_id>wb-1</waybill_id><shopid>SHOP1</shopid><shop_order_id>so-1</shop_order_id><shop_no>no-7</shop_no>\
        <delivery_sign>d2a84b5fc8c1f4d2a84b5fc8c1f4d2a84b5fc8c1</delivery_sign>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A shop asks how an order is doing.
///
/// Reply: `.result(code: 0, fields: ["order_status": 302, "waybill_id": …])`, and `action_msg` with more about it; the
/// numbers are those of `DeliveryUpdate`.
public struct QueryDelivery: DeliveryRequest {
    public static let kinds: [Kind] = .events("transport_query_order_status")
    public static let example = ConfirmDeliveryReturn.example
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A shop gives more money, so that a rider is found (加小费). Reply: `.result(code: 0)`.
public struct AddDeliveryTips: DeliveryRequest {
    public static let kinds: [Kind] = .events("transport_add_tips")
    public static let example = """
        <waybill_id>wb-1</waybill_id><tips>5</tips><remark>下雨辛苦了</remark><shopid>SHOP1</shopid>\
        <shop_order_id>so-1</shop_order_id><shop_no>no-7</shop_no>\
        <delivery_sign>d2a84b5fc8c1f4d2a84b5fc8c1f4d2a84b5fc8c1</delivery_sign>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// How much, in 元.
    public var tips: Double? { fields.decimal("tips") }
    /// What the shop says to it.
    public var remark: String { fields["remark"] ?? "" }
}

/// A shop asks where the rider is.
///
/// Reply: `.result(code: 0, fields: ["lng": 113.3245, "lat": 23.1035])`, and where they are known `distance` in metres
/// and `reach_time` in seconds since 1970.
public struct GetRiderPosition: DeliveryRequest {
    public static let kinds: [Kind] = .events("transport_get_agent_pos")
    public static let example = """
        <shopid>SHOP1</shopid><shop_order_id>so-1</shop_order_id><shop_no>no-7</shop_no><waybill_id>wb-1</waybill_id>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A shop or a user rates a rider. Reply: `.result(code: 0)`.
public struct RateRider: DeliveryRequest {
    public static let kinds: [Kind] = .events("transport_set_rider_score")
    public static let example = """
        <shopid>SHOP1</shopid><shop_order_id>so-1</shop_order_id><shop_no>no-7</shop_no><waybill_id>wb-1</waybill_id>\
        <delivery_ontime_score>5</delivery_ontime_score><cargo_intact_score>4</cargo_intact_score>\
        <attitude_score>3</attitude_score>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The stars for being on time.
    public var onTimeScore: Int? { fields.integer("delivery_ontime_score") }
    /// The stars for what was delivered.
    public var cargoScore: Int? { fields.integer("cargo_intact_score") }
    /// The stars for manners.
    public var attitudeScore: Int? { fields.integer("attitude_score") }
}

/// Where an order of same-city delivery is.
public protocol DeliveryStatus: DeliveryPush {}

extension DeliveryStatus {
    /// 101 waiting for a rider, 102 a rider is found, 103 cancelled by the shop; 201 the rider is at the shop, 202 he has
    /// it, 203 to 205 he did not get it (cancelled by the shop, by himself, because of the shop); 301 under way, 302
    /// delivered, 303 to 305 on its way back (cancelled by the shop, nobody there, refused); 401 back at the shop; 501
    /// and 502 cancelled (by the delivery company, by weather or the like).
    public var status: Int? { fields.integer("order_status") }
    /// Since when, in seconds since 1970.
    public var actionTime: Int? { fields.integer("action_time") }
    /// More about it; mostly empty.
    public var actionMessage: String { fields["action_msg"] ?? "" }
}

/// A developer tries what an order's changes do (模拟配送). Reply: `.result(code: 0)`.
public struct MockDeliveryUpdate: DeliveryRequest, DeliveryStatus {
    public static let kinds: [Kind] = .events("mock_update_order_status")
    public static let example = """
        <waybill_id>wb-1</waybill_id><order_status>302</order_status><action_time>1714041001</action_time>\
        <action_msg>模拟</action_msg><shopid>SHOP1</shopid><shop_order_id>so-1</shop_order_id><shop_no>no-7</shop_no>\
        <delivery_sign>d2a84b5fc8c1f4d2a84b5fc8c1f4d2a84b5fc8c1</delivery_sign>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A shop is told that an order has got on. Reply: `.result(code: 0)`, which is also sent when no handler answers.
public struct DeliveryUpdate: DeliveryStatus {
    public static let kinds: [Kind] = .events("update_waybill_status")
    public static let replyRule = ReplyRule.result(.deliveryNotice)
    public static let example = """
        <shopid>SHOP1</shopid><shop_order_id>so-1</shop_order_id><shop_no>no-7</shop_no><waybill_id>wb-1</waybill_id>\
        <action_time>1714038300</action_time><order_status>301</order_status><action_msg></action_msg>\
        <agent><name>李四</name><phone>13900000000</phone><reach_time>1714039300</reach_time></agent>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The rider's name; empty while there is none.
    public var riderName: String { fields.object("agent")?["name"] ?? "" }
    /// His telephone number.
    public var riderPhone: String { fields.object("agent")?.trimmed("phone") ?? "" }
    /// When he is expected at the receiver's, in seconds since 1970; only while he is under way.
    public var reachTime: Int? { fields.object("agent")?.integer("reach_time") }
}
