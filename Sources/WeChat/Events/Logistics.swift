extension PushCatalogue {
    /// Requests to logistics providers (物流服务商) about the parcels of shops that have an account with them.
    static let logistics: [any PushType.Type] = [
        AddWaybill.self, CancelWaybill.self, CheckBusiness.self, GetQuota.self,
    ]
}

/// What WeChat asks of a logistics provider's API (物流服务商): the reply is the answer.
///
/// `.result` names the event again, and the fields `Token`, `OrderID`, `BizID` and `WayBillID` of the request with it,
/// unless the handler sets them. `openID` is WeChat's own, but where a user has made the request himself.
public protocol LogisticsRequest: PushType {}

extension LogisticsRequest {
    /// A `.result`.
    public static var replyRule: ReplyRule { .result(.logistics) }

    /// The shop's id for the order; the same order must get the same waybill.
    public var orderID: String { fields.trimmed("OrderID") }
    /// The waybill; empty or `0` while there is none, and the provider is to make one.
    public var waybillID: String { fields.trimmed("WayBillID") }
}

/// A request that names the shop's account with the provider.
public protocol BusinessRequest: LogisticsRequest {}

extension BusinessRequest {
    /// The shop's customer number with the provider.
    public var businessID: String { fields.trimmed("BizID") }
    /// Its password.
    public var businessPassword: String { fields["BizPwd"] ?? "" }
    /// The appid of the shop's Mini Program.
    public var shopAppID: String { fields.trimmed("ShopAppID") }
}

/// A shop orders the transport of a parcel (下单).
///
/// Reply: `.result(code: 0, fields: ["WayBillID": …, "WaybillData": […]])`, the data to be printed on the waybill as
/// pairs of `key` and `value`; any other code and a message when it is refused.
public struct AddWaybill: BusinessRequest {
    public static let kinds: [Kind] = .events("add_waybill")
    public static let example = """
        <Token>tk-1</Token><OrderID>ord-1</OrderID><BizID>xyz</BizID><BizPwd>xyz123</BizPwd>\
        <ShopAppID>wx4c1d9e7f20ab3358</ShopAppID><WayBillID>0</WayBillID><Remark>易碎物品</Remark>\
        <Sender><Name>张三</Name><Tel>020-88888888</Tel><Mobile>18666666666</Mobile><Company>公司名</Company>\
        <PostCode>510000</PostCode><Country>中国</Country><Province>广东省</Province><City>广州市</City>\
        <Area>海珠区</Area><Address>新港中路397号</Address></Sender>\
        <Receiver><Name>李四</Name><Tel>0755-66666666</Tel><Mobile>18677778888</Mobile><Company>公司名</Company>\
        <PostCode>518000</PostCode><Country>中国</Country><Province>广东省</Province><City>深圳市</City>\
        <Area>南山区</Area><Address>海天二路33号</Address></Receiver>\
        <Cargo><Weight>1.2</Weight><Space_X>20.5</Space_X><Space_Y>15</Space_Y><Space_Z>10</Space_Z><Count>2</Count>\
        <DetailList><Name>手机</Name><Count>1</Count></DetailList>\
        <DetailList><Name>手机壳</Name><Count>2</Count></DetailList></Cargo>\
        <Insured><UseInsured>1</UseInsured><InsuredValue>10000</InsuredValue></Insured>\
        <Service><ServiceType>0</ServiceType><ServiceName>标准快递</ServiceName></Service>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What the provider later names the order by, when it tells WeChat where the parcel is.
    public var token: String { fields.trimmed("Token") }
    /// What the shop wants on the waybill.
    public var remark: String { fields["Remark"] ?? "" }
    /// Who sends the parcel.
    public var sender: WaybillContact? { fields.object("Sender").map { WaybillContact(fields: $0) } }
    /// Who gets it.
    public var receiver: WaybillContact? { fields.object("Receiver").map { WaybillContact(fields: $0) } }
    /// What is in it.
    public var cargo: Cargo? { fields.object("Cargo").map { Cargo(fields: $0) } }
    /// What it is insured for.
    public var insurance: WaybillInsurance? { fields.object("Insured").map { WaybillInsurance(fields: $0) } }
    /// The number of the provider's service.
    public var serviceType: Int? { fields.object("Service")?.integer("ServiceType") }
    /// The name of the provider's service.
    public var serviceName: String { fields.object("Service")?["ServiceName"] ?? "" }

    /// What is sent.
    public struct Cargo: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// In kilograms.
        public var weight: Double? { fields.decimal("Weight") }
        /// In centimetres.
        public var length: Double? { fields.decimal("Space_X") }
        /// In centimetres.
        public var width: Double? { fields.decimal("Space_Y") }
        /// In centimetres.
        public var height: Double? { fields.decimal("Space_Z") }
        /// How many parcels.
        public var count: Int? { fields.integer("Count") }
        /// What is in them.
        public var goods: [Goods] { fields.list("DetailList").map { Goods(fields: $0) } }
    }
    /// Goods of one sort.
    public struct Goods: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// What they are.
        public var name: String { fields["Name"] ?? "" }
        /// How many.
        public var count: Int? { fields.integer("Count") }
    }
}

/// A user or a shop takes an order back (取消运单). `openID` is the user's.
///
/// Reply: `.result(code: 0)`. Codes: -1 another reason, 30001 unknown ids, 30002 already picked up, 30003 no longer
/// valid, 30004 the provider cannot cancel.
public struct CancelWaybill: BusinessRequest {
    public static let kinds: [Kind] = .events("cancel_waybill")
    public static let example = """
        <BizID>xyz</BizID><BizPwd>xyz123</BizPwd><ShopAppID>wx4c1d9e7f20ab3358</ShopAppID><OrderID>ord-1</OrderID>\
        <WayBillID>wb-1</WayBillID>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A shop wants to use its account with the provider from WeChat: is the account its own (审核商户)?
///
/// Reply: `.result(code: 0, fields: ["Quota": 3.14])` with what is left on the account.
public struct CheckBusiness: BusinessRequest {
    public static let kinds: [Kind] = .events("check_biz")
    public static let example = """
        <BizID>xyz</BizID><BizPwd>xyz123</BizPwd><ShopAppID>wx4c1d9e7f20ab3358</ShopAppID><ShopName>商户名称</ShopName>\
        <ShopTelphone>18677778888</ShopTelphone><ShopContact>村正</ShopContact><ServiceName>标准快递</ServiceName>\
        <SenderProvince>广东省</SenderProvince><SenderCity>广州市</SenderCity><SenderArea>海珠区</SenderArea>\
        <SenderAddress>广东省广州市海珠区新港中路397号</SenderAddress>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's name.
    public var shopName: String { fields["ShopName"] ?? "" }
    /// The shop's telephone number.
    public var shopTelephone: String { fields.trimmed("ShopTelphone") }
    /// Whom to talk to there.
    public var shopContact: String { fields["ShopContact"] ?? "" }
    /// The name of the provider's service.
    public var serviceName: String { fields["ServiceName"] ?? "" }
    /// Where the parcels come from; WeChat does not always say.
    public var senderProvince: String? { fields.nonEmpty("SenderProvince") }
    /// The city of it.
    public var senderCity: String? { fields.nonEmpty("SenderCity") }
    /// The district of it.
    public var senderDistrict: String? { fields.nonEmpty("SenderArea") }
    /// Where the parcels come from.
    public var senderAddress: String { fields["SenderAddress"] ?? "" }
}

/// A shop asks what is left on its account with the provider (查询余额).
///
/// Reply: `.result(code: 0, fields: ["Quota": 3.14])`.
public struct GetQuota: BusinessRequest {
    public static let kinds: [Kind] = .events("get_quota")
    public static let example = """
        <BizID>xyz</BizID><BizPwd>xyz123</BizPwd><ShopAppID>wx4c1d9e7f20ab3358</ShopAppID>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}
