extension PushCatalogue {
    /// Parcels of a Mini Program's customers (物流助手, 运费险).
    static let express: [any PushType.Type] = [
        AddExpressPath.self, UpdateBusinessBindResult.self, InsuranceClaimResult.self,
    ]
}

/// A parcel has moved.
public struct AddExpressPath: Notice {
    public static let kinds: [Kind] = .events("add_express_path")
    public static let example = """
        <DeliveryID>SF</DeliveryID><WayBillId>SF1024768512345</WayBillId><OrderId>01234567890123456789</OrderId>\
        <Version>3</Version><Count>2</Count><Actions><ActionTime>1714038200</ActionTime><ActionType>100001</ActionType>\
        <ActionMsg>揽件成功</ActionMsg></Actions><Actions><ActionTime>1714048200</ActionTime>\
        <ActionType>200001</ActionType><ActionMsg>离开【深圳南山集散中心】</ActionMsg><Lat>22.54</Lat><Lng>113.93</Lng>\
        </Actions>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The carrier: `SF`, `YTO`, …
    public var deliveryID: String { fields.trimmed("DeliveryID") }
    /// The carrier's number of the parcel.
    public var waybillID: String { fields.trimmed("WayBillId") }
    /// The order's id.
    public var orderID: String { fields.trimmed("OrderId") }
    /// The number of the report on this parcel.
    public var version: Int? { fields.integer("Version") }
    /// How many moves, as WeChat says.
    public var count: Int? { fields.integer("Count") }
    /// The moves.
    public var actions: [Action] { fields.list("Actions").map { Action(fields: $0) } }

    /// A move of a parcel.
    public struct Action: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// When, in seconds since 1970.
        public var time: Int? { fields.integer("ActionTime") }
        /// 1000xx picked up, 2000xx under way, 300002 being delivered, 300003 and 300004 delivered, 4000xx trouble.
        public var type: Int? { fields.integer("ActionType") }
        /// The same in words.
        public var message: String { fields["ActionMsg"] ?? "" }
        /// Where, in degrees, north positive; may be missing.
        public var latitude: Double? { fields.decimal("Lat") }
        /// Where, in degrees, east positive; may be missing.
        public var longitude: Double? { fields.decimal("Lng") }
    }
}

/// A merchant's account at a carrier is bound, or not.
public struct UpdateBusinessBindResult: Notice {
    public static let kinds: [Kind] = .events("update_business_bind_result")
    public static let example = "<delivery_id>SF</delivery_id><biz_id>755xxxxxxx</biz_id>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The carrier.
    public var deliveryID: String { fields.trimmed("delivery_id") }
    /// The account at the carrier.
    public var businessID: String { fields.trimmed("biz_id") }
}

/// What became of a claim on the insurance of a return (运费险). It comes without `MsgType` and `Event`; the name is ours.
public struct InsuranceClaimResult: Notice {
    public static let kinds: [Kind] = .events("insurance_claim_result")
    public static let example = """
        <OrderNo>T20240426-0001</OrderNo><Status>6</Status><FinishTime>2024-04-26 10:00:00</FinishTime>\
        <PayFailReason>收款账户异常</PayFailReason>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The order's number.
    public var orderNumber: String { fields.trimmed("OrderNo") }
    /// 5 paid, 6 not paid.
    public var status: Int? { fields.integer("Status") }
    /// When, as WeChat writes it.
    public var finishTime: String { fields.trimmed("FinishTime") }
    /// Why it was not paid; empty when it was.
    public var failureReason: String { fields["PayFailReason"] ?? "" }
}
