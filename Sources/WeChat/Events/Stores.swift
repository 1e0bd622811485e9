extension PushCatalogue {
    /// Shops and places: their checks (门店, 门店小程序, 附近的小程序), their Wi-Fi, and their beacons (摇一摇周边).
    static let stores: [any PushType.Type] = [
        POIChecked.self, StoreAudit.self, MapPOIAudit.self, StoreAddedAudit.self, NearbyPOIAudit.self,
        NearbyCategoryAudit.self, WifiConnected.self, ShakeAroundUserShake.self, ShakeAroundLotteryBind.self,
    ]
}

/// A shop (门店) has been checked.
public struct POIChecked: Notice {
    public static let kinds: [Kind] = .events("poi_check_notify")
    public static let example =
        "<UniqId>store-0008</UniqId><PoiId>271864250</PoiId><Result>fail</Result><Msg>地址有误</Msg>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The account's own id of the shop.
    public var storeID: String { fields.trimmed("UniqId") }
    /// WeChat's id of the shop.
    public var poiID: String { fields.trimmed("PoiId") }
    /// `succ` or `fail`.
    public var result: String { fields.trimmed("Result") }
    /// Whether it has passed.
    public var isPassed: Bool { result == "succ" }
    /// Why it has not.
    public var message: String { fields["Msg"] ?? "" }
}

/// What checks have in common.
public protocol AuditEvent: Notice {}

extension AuditEvent {
    /// The id of the check, a number as it was written.
    public var auditID: String { fields.trimmed("audit_id") }
    /// What came of it. Of shops: 1 passed, 3 refused. Of places nearby: 3 passed, 2 refused. Of a category nobody says.
    public var status: Int? { fields.integer("status") }
    /// Why it was refused.
    public var reason: String { fields["reason"] ?? "" }
}

/// The owner of a shop's Mini Program (门店小程序), or a change of a shop, has been checked.
public struct StoreAudit: AuditEvent {
    public static let kinds: [Kind] = .events("apply_merchant_audit_info", "modify_store_audit_info")
    public static let example = "<audit_id>11111</audit_id><status>3</status><reason>主体信息有误</reason>"
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A place that was to be added to Tencent's map has been checked.
public struct MapPOIAudit: Notice {
    public static let kinds: [Kind] = .events("create_map_poi_audit_info")
    public static let example = """
        <audit_id>11111</audit_id><status>3</status><map_poi_id>5938314494307741153</map_poi_id>\
        <name>腾讯大厦</name><address>深圳市南山区深南大道10000号</address><latitude>22.540503</latitude>\
        <longitude>113.934528</longitude><sh_remark>资料不全</sh_remark>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The id of the check, a number as it was written.
    public var auditID: String { fields.trimmed("audit_id") }
    /// What came of it: 1 passed, 3 refused by WeChat's page; others speak of 0 and 1.
    public var status: Int? { fields.integer("status") }
    /// The map's id of the place, as it was written.
    public var mapPOIID: String { fields.trimmed("map_poi_id") }
    /// The place's name.
    public var name: String { fields["name"] ?? "" }
    /// Its address.
    public var address: String { fields["address"] ?? "" }
    /// Degrees, north positive.
    public var latitude: Double? { fields.decimal("latitude") }
    /// Degrees, east positive.
    public var longitude: Double? { fields.decimal("longitude") }
    /// What whoever checked it remarked.
    public var remark: String { fields["sh_remark"] ?? "" }
}

/// A shop that was to be added has been checked.
public struct StoreAddedAudit: AuditEvent {
    public static let kinds: [Kind] = .events("add_store_audit_info")
    public static let example = """
        <audit_id>11111</audit_id><status>1</status><reason></reason><is_upgrade>0</is_upgrade><poiid>271864250</poiid>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Whether an old shop was made one of a Mini Program.
    public var isUpgrade: Bool { fields.flag("is_upgrade") }
    /// WeChat's id of the shop, a number as it was written.
    public var poiID: String { fields.trimmed("poiid") }
}

/// A place where a Mini Program was to be shown nearby (附近的小程序) has been checked.
public struct NearbyPOIAudit: AuditEvent {
    public static let kinds: [Kind] = .events("add_nearby_poi_audit_info")
    public static let example =
        "<audit_id>11111</audit_id><status>2</status><reason>图片模糊</reason><poi_id>271864250</poi_id>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id of the place, a number as it was written.
    public var poiID: String { fields.trimmed("poi_id") }
}

/// The category in which a Mini Program was to be shown nearby (附近的小程序) has been checked.
public struct NearbyCategoryAudit: AuditEvent {
    public static let kinds: [Kind] = .events("nearby_category_audit_info")
    public static let example = "<audit_id>11111</audit_id><status>3</status><reason></reason>"
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A user is on the Wi-Fi of a shop (微信连Wi-Fi).
public struct WifiConnected: Notice {
    public static let kinds: [Kind] = .events("WifiConnected")
    public static let example = """
        <ConnectTime>1714147882</ConnectTime><ExpireTime>0</ExpireTime><VendorId>3001224419</VendorId>\
        <PlaceId>1234567</PlaceId><DeviceNo>3c:46:d8:7f:0a:11</DeviceNo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Since when, in seconds since 1970; may be 0.
    public var connectTime: Int? { fields.integer("ConnectTime") }
    /// Until when, in seconds since 1970; may be 0.
    public var expiryTime: Int? { fields.integer("ExpireTime") }
    /// The id of the company that runs it.
    public var vendorID: String { fields.trimmed("VendorId") }
    /// The shop's id. Some of WeChat's pages call it `ShopId`.
    public var placeID: String { fields.nonEmpty("PlaceId") ?? fields.trimmed("ShopId") }
    /// The address (BSSID) of the access point.
    public var deviceNumber: String { fields.trimmed("DeviceNo") }
}

/// A user has shaken his telephone near beacons (摇一摇周边).
public struct ShakeAroundUserShake: Notice {
    public static let kinds: [Kind] = .events("ShakearoundUserShake")
    public static let example = """
        <ChosenBeacon><Uuid>FDA50693-A4E2-4FB1-AFCF-C6EB07647825</Uuid><Major>1</Major><Minor>65535</Minor>\
        <Distance>0.057</Distance></ChosenBeacon><AroundBeacons><AroundBeacon>\
        <Uuid>FDA50693-A4E2-4FB1-AFCF-C6EB07647825</Uuid><Major>1</Major><Minor>2</Minor><Distance>166.816</Distance>\
        </AroundBeacon><AroundBeacon><Uuid>FDA50693-A4E2-4FB1-AFCF-C6EB07647825</Uuid><Major>1</Major>\
        <Minor>3</Minor><Distance>15.013</Distance></AroundBeacon></AroundBeacons><ChosenPageId>1234</ChosenPageId>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The beacon whose page he was shown; nil when WeChat does not say.
    public var chosenBeacon: Beacon? { fields.object("ChosenBeacon").map { Beacon(fields: $0) } }
    /// Up to five others.
    public var aroundBeacons: [Beacon] {
        (fields.object("AroundBeacons")?.list("AroundBeacon") ?? []).map { Beacon(fields: $0) }
    }
    /// The id of that page; nil when WeChat does not say.
    public var chosenPageID: String? { fields.nonEmpty("ChosenPageId") }

    /// A beacon.
    public struct Beacon: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// The owner's id.
        public var uuid: String { fields.trimmed("Uuid") }
        /// The first part of the beacon's number.
        public var major: Int? { fields.integer("Major") }
        /// The second part.
        public var minor: Int? { fields.integer("Minor") }
        /// How far it is, in metres.
        public var distance: Double? { fields.decimal("Distance") }
    }
}

/// A user has got a red packet (红包) by shaking.
public struct ShakeAroundLotteryBind: Notice {
    public static let kinds: [Kind] = .events("ShakearoundLotteryBind")
    public static let example = """
        <LotteryId>lotteryid</LotteryId><Ticket>gQFq8DwAAAAA</Ticket><Money>123</Money><BindTime>1432721111</BindTime>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The lottery's id.
    public var lotteryID: String { fields.trimmed("LotteryId") }
    /// The red packet's ticket.
    public var ticket: String { fields.trimmed("Ticket") }
    /// What is in it, in 分.
    public var money: Int? { fields.integer("Money") }
    /// When he got it, in seconds since 1970.
    public var time: Int? { fields.integer("BindTime") }
}
