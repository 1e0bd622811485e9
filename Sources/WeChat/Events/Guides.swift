extension PushCatalogue {
    /// Guides (对话能力, 顾问): employees who advise users.
    static let guides: [any PushType.Type] = [
        GuideQRCodeScanned.self, GuideInvited.self, GuideBuyerRelationAdded.self,
    ]
}

/// A user has scanned a guide's QR code.
public struct GuideQRCodeScanned: Notice {
    public static let kinds: [Kind] = .events("guide_qrcode_scan_event")
    public static let example = """
        <GuideScanEvent><qrcode_guide_account>guide_wx_01</qrcode_guide_account>\
        <qrcode_guide_openid>oK9xD5zF-7hRk4Wc6nXe0JqTbA1M</qrcode_guide_openid>\
        <openid>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</openid><action>11</action><qrcode_info>counter-3</qrcode_info>\
        </GuideScanEvent>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The guide's WeChat account; he has this or an openid.
    public var guideAccount: String? { info.nonEmpty("qrcode_guide_account") }
    /// The guide's openid.
    public var guideOpenID: String? { info.nonEmpty("qrcode_guide_openid") }
    /// The openid of the user.
    public var userOpenID: String { info.trimmed("openid") }
    /// WeChat's number of what came of it.
    public var action: Int? { info.integer("action") }
    /// What the QR code was made with; may be empty.
    public var qrCodeInfo: String { info["qrcode_info"] ?? "" }

    private var info: Fields { fields.inside("GuideScanEvent") }
}

/// Somebody who was asked to become a guide has answered.
public struct GuideInvited: Notice {
    public static let kinds: [Kind] = .events("guide_invite_result_event")
    public static let example = """
        <GuideInviteEvent><guide_account>guide_wx_01</guide_account>\
        <guide_openid>oK9xD5zF-7hRk4Wc6nXe0JqTbA1M</guide_openid><invite_result>1</invite_result></GuideInviteEvent>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// His WeChat account; he has this or an openid.
    public var guideAccount: String? { info.nonEmpty("guide_account") }
    /// His openid.
    public var guideOpenID: String? { info.nonEmpty("guide_openid") }
    /// WeChat's number of his answer.
    public var inviteResult: Int? { info.integer("invite_result") }

    private var info: Fields { fields.inside("GuideInviteEvent") }
}

/// A guide and a user belong together now. WeChat sends it, and says nowhere with what fields.
public struct GuideBuyerRelationAdded: Notice {
    public static let kinds: [Kind] = .events("add_guide_buyer_relation_event")
    public let push: Push
    public init(push: Push) { self.push = push }
}
