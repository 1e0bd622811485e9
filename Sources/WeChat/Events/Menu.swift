extension PushCatalogue {
    /// Items of the account's menu (自定义菜单).
    static let menu: [any PushType.Type] = [
        Click.self, View.self, ViewMiniProgram.self, ScanCodePush.self, ScanCodeWait.self, PicSysPhoto.self,
        PicPhotoOrAlbum.self, PicWeixin.self, LocationSelect.self,
    ]
}

/// A click on a menu item that has a key.
public struct Click: PushType {
    public static let kinds: [Kind] = .events("CLICK")
    public static let example = "<EventKey>V1001_TODAY</EventKey>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The item's key.
    public var key: String { push.eventKey }
}

/// A click on a menu item that opens a page.
public struct View: Notice {
    public static let kinds: [Kind] = .events("VIEW")
    public static let example = "<EventKey>https://example.com/</EventKey><MenuId>448521073</MenuId>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The page that opens.
    public var url: String { push.eventKey }
    /// The id of the menu; WeChat sends it with conditional menus.
    public var menuID: String? { fields.nonEmpty("MenuId") }
}

/// A click on a menu item that opens a Mini Program.
public struct ViewMiniProgram: Notice {
    public static let kinds: [Kind] = .events("view_miniprogram")
    public static let example = "<EventKey>pages/index/index</EventKey><MenuId>448521073</MenuId>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The path of the page in the Mini Program.
    public var path: String { push.eventKey }
    /// The id of the menu.
    public var menuID: String? { fields.nonEmpty("MenuId") }
}

/// What the two scan items of a menu have in common.
public protocol ScanCodeEvent: PushType {}

extension ScanCodeEvent {
    private var info: Fields? { push.fields.object("ScanCodeInfo") }
    /// What was scanned: `qrcode` or `barcode`.
    public var scanType: String { info?.trimmed("ScanType") ?? "" }
    /// What the code says. A bar code's begins with its standard: `CODE_128,123`.
    public var scanResult: String { info?["ScanResult"] ?? "" }
}

/// A code that a user scanned from the menu; he has the result on his screen.
public struct ScanCodePush: ScanCodeEvent, Notice {
    public static let kinds: [Kind] = .events("scancode_push")
    public static let example = """
        <EventKey>rselfmenu_0_1</EventKey><ScanCodeInfo><ScanType>barcode</ScanType>\
        <ScanResult>CODE_128,6954767423579</ScanResult></ScanCodeInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A code that a user scanned from the menu; he waits for the reply.
public struct ScanCodeWait: ScanCodeEvent {
    public static let kinds: [Kind] = .events("scancode_waitmsg")
    public static let example = """
        <EventKey>rselfmenu_0_1</EventKey><ScanCodeInfo><ScanType>barcode</ScanType>\
        <ScanResult>CODE_128,6954767423579</ScanResult></ScanCodeInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// What the three picture items of a menu have in common.
public protocol PictureEvent: PushType {}

extension PictureEvent {
    private var info: Fields? { push.fields.object("SendPicsInfo") }
    /// How many pictures, as WeChat says; 0 when the user sent none.
    public var count: Int { info?.integer("Count") ?? 0 }
    /// The MD5 of each picture, in hexadecimal digits. Some pushes repeat the list instead of its items.
    public var md5Sums: [String] {
        (info?.list("PicList") ?? []).flatMap { $0.list("item") }.map { $0.trimmed("PicMd5Sum") }
    }
}

/// Pictures that a user took from the menu. Each follows as an `Image`.
public struct PicSysPhoto: PictureEvent {
    public static let kinds: [Kind] = .events("pic_sysphoto")
    public static let example = """
        <EventKey>rselfmenu_1_0</EventKey><SendPicsInfo><Count>1</Count><PicList><item>\
        <PicMd5Sum>1b5f7c23b5bf75682a53e7b6d163e185</PicMd5Sum></item></PicList></SendPicsInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// Pictures that a user took or chose from the menu. Each follows as an `Image`.
public struct PicPhotoOrAlbum: PictureEvent {
    public static let kinds: [Kind] = .events("pic_photo_or_album")
    public static let example = """
        <EventKey>rselfmenu_1_0</EventKey><SendPicsInfo><Count>1</Count><PicList><item>\
        <PicMd5Sum>1b5f7c23b5bf75682a53e7b6d163e185</PicMd5Sum></item></PicList></SendPicsInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// Pictures that a user chose out of WeChat's album from the menu. Each follows as an `Image`.
public struct PicWeixin: PictureEvent {
    public static let kinds: [Kind] = .events("pic_weixin")
    public static let example = """
        <EventKey>rselfmenu_1_0</EventKey><SendPicsInfo><Count>1</Count><PicList><item>\
        <PicMd5Sum>1b5f7c23b5bf75682a53e7b6d163e185</PicMd5Sum></item></PicList></SendPicsInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A place that a user picked from the menu. It follows as a `Location`.
public struct LocationSelect: PushType {
    public static let kinds: [Kind] = .events("location_select")
    public static let example = """
        <EventKey>rselfmenu_2_0</EventKey><SendLocationInfo><Location_X>23.103571</Location_X>\
        <Location_Y>113.324587</Location_Y><Scale>15</Scale><Label> 广州市海珠区新港中路397号</Label><Poiname></Poiname>\
        </SendLocationInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Degrees, north positive. WeChat calls it `Location_X`.
    public var latitude: Double? { info?.decimal("Location_X") }
    /// Degrees, east positive. WeChat calls it `Location_Y`.
    public var longitude: Double? { info?.decimal("Location_Y") }
    /// The zoom of the map.
    public var scale: Int? { info?.integer("Scale") }
    /// The place in words, exactly; it may begin with a space.
    public var label: String { info?["Label"] ?? "" }
    /// The name of the place; may be empty.
    public var poiName: String { info?["Poiname"] ?? "" }

    private var info: Fields? { fields.object("SendLocationInfo") }
}
