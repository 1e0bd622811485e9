extension PushCatalogue {
    /// What users pay, ask and say about single parcels.
    static let waybillService: [any PushType.Type] = [
        SingleWaybillPaid.self, RemindWaybill.self, WaybillComplaint.self, RateCourier.self, QueryPickUpTimes.self,
        QueryWaybillTrace.self,
    ]
}

/// A user has paid for a parcel. Reply: `.result(code: 0)`.
///
/// WeChat's page shows that reply with the event `query_single_waybill_pay`; the event's own name is sent.
public struct SingleWaybillPaid: SingleWaybillRequest {
    public static let kinds: [Kind] = .events("notify_single_waybill_pay")
    public static let example = """
        <Token>tk</Token><WXAppId>wx4c1d9e7f20ab3358</WXAppId><OrderID>ord-9</OrderID><WayBillID>wb-9</WayBillID>\
        <Fee>1800</Fee><OriginalFee>2000</OriginalFee><PayOrderId>4200002175202404265317904862</PayOrderId>\
        <PayFinishTime>1714041000</PayFinishTime>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What was paid, in 分.
    public var fee: Int? { fields.integer("Fee") }
    /// What it would have cost, in 分.
    public var originalFee: Int? { fields.integer("OriginalFee") }
    /// The WeChat Pay transaction.
    public var transactionID: String { fields.trimmed("PayOrderId") }
    /// When it was paid, in seconds since 1970.
    public var payTime: Int? { fields.integer("PayFinishTime") }
}

/// A user is waiting (催单).
///
/// Reply: `.result(code: 0, fields: ["EstimatedDeliveryTime": "2024-04-26"])`.
public struct RemindWaybill: SingleWaybillRequest {
    public static let kinds: [Kind] = .events("remind_waybill")
    public static let example = """
        <Token>tk</Token><WXAppId>wx4c1d9e7f20ab3358</WXAppId><OrderID>ord-9</OrderID><WayBillID>wb-9</WayBillID>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A user complains about a parcel (投诉). Reply: `.result(code: 0)`.
public struct WaybillComplaint: SingleWaybillRequest {
    public static let kinds: [Kind] = .events("waybill_complaint")
    public static let example = """
        <Token>tk</Token><WXAppId>wx4c1d9e7f20ab3358</WXAppId><OrderID>ord-9</OrderID><WayBillID>wb-9</WayBillID>\
        <ComplainType>1006</ComplainType><Content>外包装破损</Content>\
        <Pic>https://example.com/1.jpg|https://example.com/2.jpg</Pic><Name>张三</Name><Phone>18666666666</Phone>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// 1004 late, 1005 lost, 1006 damaged or incomplete, 1007 unfriendly, 1008 something else.
    public var type: Int? { fields.integer("ComplainType") }
    /// The user's words.
    public var content: String { fields["Content"] ?? "" }
    /// The user's pictures.
    public var pictureURLs: [String] { fields.trimmed("Pic").split(separator: "|").map { String($0) } }
    /// Whom to talk to.
    public var name: String { fields["Name"] ?? "" }
    /// The telephone number.
    public var phone: String { fields.trimmed("Phone") }
}

/// A user rates a courier (评价). Reply: `.result(code: 0)`.
public struct RateCourier: SingleWaybillRequest {
    public static let kinds: [Kind] = .events("waybill_evaluate_agent")
    public static let example = """
        <Token>tk</Token><WXAppId>wx4c1d9e7f20ab3358</WXAppId><OrderID>ord-9</OrderID><WayBillID>wb-9</WayBillID>\
        <CourierType>1</CourierType><Score>5</Score>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Which courier, a number: who picked the parcel up, or who delivered it.
    public var courierType: Int? { fields.integer("CourierType") }
    /// The stars.
    public var score: Int? { fields.integer("Score") }
}

/// A user wants to know when a courier can come to an address. It names no order.
///
/// Reply: `.result(code: 0, fields: ["ValidTimeRange": [["StartTime": 9, "EndTime": 11, "DayDelta": 0, "Status": 1]]])`:
/// from and to which hour, in how many days, and whether it is free.
public struct QueryPickUpTimes: LogisticsRequest {
    public static let kinds: [Kind] = .events("waybill_query_expect_time_range")
    public static let example = """
        <WXAppId>wx4c1d9e7f20ab3358</WXAppId><Province>广东省</Province><City>广州市</City><Area>海珠区</Area>\
        <Street>新港街道</Street><Address>397号</Address><Id>a-1</Id>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The appid of the Mini Program.
    public var appID: String { fields.trimmed("WXAppId") }
    /// The address: its fields stand in the push itself.
    public var address: WaybillContact { WaybillContact(fields: fields) }
}

/// WeChat checks what the provider has said about a parcel, before it tells the user (反查).
///
/// Reply: `.result(code: 0, fields: ["WaybillCreateTime": 1714041000, "Path": [["ActionTime": 1714041000,
/// "ActionType": 100001, "ActionMsg": "揽件成功"]]])`, and the couriers' `PickupCourierName`, `PickupCourierPhone`,
/// `DeliveryCourierName`, `DeliveryCourierPhone` where they are known.
public struct QueryWaybillTrace: LogisticsRequest {
    // WeChat's own pages differ in the name.
    public static let kinds: [Kind] = .events("waybill_query_notify", "waybill_notify_query")
    public static let example = """
        <WaybillId>wb-9</WaybillId><SenderPhone>18666666666</SenderPhone><ReceiverPhone>18677778888</ReceiverPhone>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The sender's telephone number.
    public var senderPhone: String { fields.trimmed("SenderPhone") }
    /// The receiver's telephone number.
    public var receiverPhone: String { fields.trimmed("ReceiverPhone") }
}
