extension PushCatalogue {
    /// Requests to logistics providers about single parcels (散单), which users send without an account.
    static let singleWaybills: [any PushType.Type] = [
        AddSingleWaybill.self, CancelSingleWaybill.self, QuerySingleWaybill.self, QuerySingleWaybillFee.self,
    ]
}

/// A request about a single parcel.
public protocol SingleWaybillRequest: LogisticsRequest {}

extension SingleWaybillRequest {
    /// What WeChat names the order by; up to 256 characters.
    public var token: String { fields.trimmed("Token") }
    /// The appid of the Mini Program that it was ordered in.
    public var appID: String { fields.trimmed("WXAppId") }
}

/// A user orders the transport of a parcel.
///
/// Reply: `.result(code: 0, fields: ["WayBillID": …])`, and where there is one `EstimatedDeliveryTime` (`yyyy-mm-dd`),
/// `JumpPath` (a page of the provider's Mini Program) and `PickCode` (what the courier is told).
public struct AddSingleWaybill: SingleWaybillRequest {
    public static let kinds: [Kind] = .events("add_single_waybill")
    public static let example = """
        <Token>tk</Token><WXAppId>wx4c1d9e7f20ab3358</WXAppId><CompanyID>zto-1</CompanyID><Account>acct-1</Account>\
        <AccountPwd>pwd-1</AccountPwd><OrderID>ord-9</OrderID>\
        <Sender><Name>张三</Name><Tel>020-88888888</Tel><Mobile>18666666666</Mobile><Province>广东省</Province>\
        <City>广州市</City><Area>海珠区</Area><Street>新港街道</Street><Address>397号</Address><Id>a-1</Id></Sender>\
        <Receiver><Name>李四</Name><Tel></Tel><Mobile>18677778888</Mobile><Province>广东省</Province>\
        <City>深圳市</City><Area>南山区</Area><Street>粤海街道</Street><Address>33号</Address><Id></Id></Receiver>\
        <GoodDetail><Special>0</Special><Weight>2.5</Weight></GoodDetail>\
        <Insured><UseInsured>1</UseInsured><InsuredValue>10000</InsuredValue></Insured><Remark>轻放</Remark>\
        <Settingment>2</Settingment><ExpectStartTime>1714041000</ExpectStartTime>\
        <ExpectEndTime>1714048200</ExpectEndTime><PickUpStartTime>1714042000</PickUpStartTime>\
        <PickUpEndTime>1714047000</PickUpEndTime><Scene>1</Scene>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The customer's company number with ZTO (中通), where it pays by the month.
    public var companyID: String? { fields.nonEmpty("CompanyID") }
    /// The account of a customer who pays by the month.
    public var account: String? { fields.nonEmpty("Account") }
    /// Its password.
    public var accountPassword: String? { fields.nonEmpty("AccountPwd") }
    /// Who sends the parcel.
    public var sender: WaybillContact? { fields.object("Sender").map { WaybillContact(fields: $0) } }
    /// Who gets it.
    public var receiver: WaybillContact? { fields.object("Receiver").map { WaybillContact(fields: $0) } }
    /// What is in it.
    public var goods: SingleParcel? { fields.object("GoodDetail").map { SingleParcel(fields: $0) } }
    /// What it is insured for.
    public var insurance: WaybillInsurance? { fields.object("Insured").map { WaybillInsurance(fields: $0) } }
    /// What the user wants to be known.
    public var remark: String { fields["Remark"] ?? "" }
    /// Who pays: 0 the sender now, 1 the receiver, 2 by the month, 3 with the user's payment score (支付分).
    public var settlement: Int? { fields.integer("Settingment") }
    /// When the courier is wanted at the earliest, in seconds since 1970.
    public var expectedStartTime: Int? { fields.integer("ExpectStartTime") }
    /// When the courier is wanted at the latest, in seconds since 1970.
    public var expectedEndTime: Int? { fields.integer("ExpectEndTime") }
    /// When the agreed time begins, in seconds since 1970.
    public var pickUpStartTime: Int? { fields.integer("PickUpStartTime") }
    /// When the agreed time ends, in seconds since 1970.
    public var pickUpEndTime: Int? { fields.integer("PickUpEndTime") }
    /// 1 a user's own parcel, 2 goods that go back to a shop, 3 goods that a shop sends.
    public var scene: Int? { fields.integer("Scene") }
}

/// A user takes an order back. Reply: `.result(code: 0)`, any other code when it cannot be.
public struct CancelSingleWaybill: SingleWaybillRequest {
    public static let kinds: [Kind] = .events("cancel_single_waybill")
    public static let example = """
        <Token>tk</Token><WXAppId>wx4c1d9e7f20ab3358</WXAppId><OrderID>ord-9</OrderID><WayBillID>wb-9</WayBillID>\
        <CancelID>1</CancelID><CancelReason>不想寄了</CancelReason>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Why: 1 not wanted, 2 a mistake, 3 ordered twice, 4 too dear, 5 nobody called, 6 too slow, 7 unfriendly, 8 else.
    public var reasonID: String { fields.trimmed("CancelID") }
    /// Why, in words.
    public var reason: String { fields["CancelReason"] ?? "" }
}

/// A user wants to know how a parcel is doing.
///
/// Reply: `.result(code: 0, fields: ["WayBillID": …, "Sender": […], "Receiver": […], "GoodDetail": […],
/// "Insured": […], "PathInfo": ["path_info": [[…]]], "Fee": 1200, "OriginalFee": 1500, "OnlinePay": 1,
/// "PayResult": 0])`: the fields of `AddSingleWaybill`; a path of `action_time`, `action_type`, `action_msg` and the
/// courier's `pickup_courier_name`, `pickup_courier_phone`, `delivery_courier_name`, `delivery_courier_phone`; fees in
/// 分; whether it can be paid online; 0 not paid, 1 paid online, 2 paid otherwise.
public struct QuerySingleWaybill: SingleWaybillRequest {
    public static let kinds: [Kind] = .events("query_single_waybill")
    public static let example = """
        <Token>tk</Token><WXAppId>wx4c1d9e7f20ab3358</WXAppId><OrderID>ord-9</OrderID><WayBillID>wb-9</WayBillID>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A user wants to know what a parcel would cost. It names no order.
///
/// Reply: `.result(code: 0, fields: ["Fee": 1200, "OriginalFee": 1500])` in 分.
public struct QuerySingleWaybillFee: LogisticsRequest {
    public static let kinds: [Kind] = .events("query_single_waybill_fee")
    public static let example = """
        <Sender><Name>张三</Name><Mobile>18666666666</Mobile><Province>广东省</Province><City>广州市</City>\
        <Area>海珠区</Area><Street>新港街道</Street><Address>397号</Address><Id></Id></Sender>\
        <Receiver><Name>李四</Name><Mobile>18666666666</Mobile><Province>广东省</Province><City>深圳市</City>\
        <Area>南山区</Area><Street>粤海街道</Street><Address>33号</Address><Id></Id></Receiver>\
        <GoodDetail><Special>0</Special><Weight>2.5</Weight></GoodDetail><Scene>1</Scene>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Who would send it.
    public var sender: WaybillContact? { fields.object("Sender").map { WaybillContact(fields: $0) } }
    /// Who would get it.
    public var receiver: WaybillContact? { fields.object("Receiver").map { WaybillContact(fields: $0) } }
    /// What would be in it.
    public var goods: SingleParcel? { fields.object("GoodDetail").map { SingleParcel(fields: $0) } }
    /// 1 a user's own parcel, 2 goods that go back to a shop, 3 goods that a shop sends.
    public var scene: Int? { fields.integer("Scene") }
}
