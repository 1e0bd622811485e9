extension PushCatalogue {
    /// A Mini Program's shop in WeChat's trade component (自定义版交易组件).
    static let tradeComponent: [any PushType.Type] = [
        TradeProductStatus.self, TradeQualificationAudit.self, TradeSceneAudit.self, TradeAccountRegistration.self,
        TradeOrder.self, ReceiveCoupon.self, SharerBinding.self, SharerAction.self,
    ]
}

/// A product has been reviewed, or WeChat has taken it off the shelf or put it back.
public struct TradeProductStatus: Notice {
    public static let kinds: [Kind] = .events("open_product_spu_audit", "open_product_spu_status_update")
    public static let example = """
        <OpenProductSpuAudit><out_product_id>sku-1</out_product_id><product_id>324545</product_id><status>3</status>\
        <reject_reason>图片不清晰</reject_reason></OpenProductSpuAudit>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's id for the product.
    public var outProductID: String { info.trimmed("out_product_id") }
    /// WeChat's id for it, a number of up to 64 bits.
    public var productID: String { info.trimmed("product_id") }
    /// 3 refused, 4 accepted; 5 back on the shelf, 13 taken off.
    public var status: Int? { info.integer("status") }
    /// Why it was refused or taken off.
    public var reason: String? { info.nonEmpty("reject_reason") ?? info.nonEmpty("reason") }

    private var info: Fields { fields.inside("OpenProductSpuAudit").inside("OpenProductSpuStatusUpdate") }
}

/// The shop's application for a category or a brand has been reviewed.
public struct TradeQualificationAudit: Notice {
    public static let kinds: [Kind] = .events("open_product_category_audit", "open_product_brand_audit")
    public static let example = """
        <QualificationAuditResult><status>9</status><audit_id>RQAAAIIEySAAAABXrZhkcA</audit_id>\
        <audit_type>1</audit_type><brand_id>37</brand_id><reject_reason>资质不全</reject_reason>\
        </QualificationAuditResult>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// 1 accepted, 9 refused.
    public var status: Int? { info.integer("status") }
    /// The id of the application.
    public var auditID: String { info.trimmed("audit_id") }
    /// 1 a brand, 2 a category.
    public var type: Int? { info.integer("audit_type") }
    /// The brand; nil for a category.
    public var brandID: String? { info.nonEmpty("brand_id") }
    /// Why it was refused.
    public var reason: String? { info.nonEmpty("reject_reason") }

    private var info: Fields { fields.inside("QualificationAuditResult") }
}

/// A place to sell in (场景), such as a channel, has been reviewed.
public struct TradeSceneAudit: Notice {
    public static let kinds: [Kind] = .events("open_product_scene_group_audit")
    public static let example = """
        <SceneGroupAudit><group_id>1</group_id><name>视频号</name><reason>待完善</reason>\
        <scene_group_ext_list><ext_id>1</ext_id><name>客服售后</name><status>1</status></scene_group_ext_list>\
        <scene_group_ext_list><ext_id>2</ext_id><name>电商平台</name><status>0</status></scene_group_ext_list>\
        </SceneGroupAudit>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The place's id.
    public var groupID: String { info.trimmed("group_id") }
    /// Its name.
    public var name: String { info["name"] ?? "" }
    /// What the review has said.
    public var reason: String? { info.nonEmpty("reason") }
    /// The parts of the review.
    public var items: [Item] { info.list("scene_group_ext_list").map { Item(fields: $0) } }

    private var info: Fields { fields.inside("SceneGroupAudit") }

    /// A part of the review.
    public struct Item: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// Its id.
        public var id: String { fields.trimmed("ext_id") }
        /// What is reviewed.
        public var name: String { fields["name"] ?? "" }
        /// What the review found, a number.
        public var status: Int? { fields.integer("status") }
    }
}

/// The shop has been registered with the component, or has not.
public struct TradeAccountRegistration: Notice {
    public static let kinds: [Kind] = .events("open_product_account_register")
    public static let example = """
        <OpenProductAccountRegister><status>2</status></OpenProductAccountRegister>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What became of it, a number.
    public var status: Int? { fields.inside("OpenProductAccountRegister").integer("status") }
}

/// An order is paid, cancelled, received, refunded, checked or settled: `kind` tells which.
public struct TradeOrder: Notice {
    public static let kinds: [Kind] = .events(
        "open_product_order_pay", "open_product_order_cancel", "open_product_order_confirm",
        "open_product_order_refund", "open_product_order_analyze", "open_product_order_settle")
    public static let example = """
        <order_info><out_order_id>o-1</out_order_id><order_id>3705115058471208928</order_id>\
        <transaction_id>4200002175202404265317904862</transaction_id><pay_time>2024-04-26 10:00:00</pay_time>\
        <openid>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</openid><settle_no>s-1</settle_no><amount>100</amount>\
        <settle_time>2024-04-27 10:00:00</settle_time></order_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's id for the order.
    public var outOrderID: String { info.trimmed("out_order_id") }
    /// WeChat's id for it, a number of up to 64 bits.
    public var orderID: String { info.trimmed("order_id") }
    /// The WeChat Pay transaction; of a paid order.
    public var transactionID: String? { info.nonEmpty("transaction_id") }
    /// When it was paid, `2024-04-26 10:00:00` in China.
    public var payTime: String? { info.nonEmpty("pay_time") }
    /// The buyer, where WeChat says it; `openID` may be WeChat's own.
    public var userOpenID: String? { info.nonEmpty("openid") }
    /// The settlement's number; of a settled order, as the next two.
    public var settlementID: String? { info.nonEmpty("settle_no") }
    /// How much was settled, in 分.
    public var amount: Int? { info.integer("amount") }
    /// When it was settled, as `payTime`.
    public var settleTime: String? { info.nonEmpty("settle_time") }

    private var info: Fields { fields.inside("order_info") }
}

/// A user takes one of the shop's coupons (领券): the shop gives it, or not.
///
/// Reply: `.result(code: 0, fields: ["out_user_coupon_id": …])` with the shop's id for the coupon that this user has;
/// the ids of the request are added. WeChat may ask again with the same `requestID`, and wants the same answer.
public struct ReceiveCoupon: PushType {
    public static let kinds: [Kind] = .events("open_product_receive_coupon")
    public static let replyRule = ReplyRule.result(.coupon)
    public static let example = "<out_coupon_id>cp-1</out_coupon_id><request_id>rq-1</request_id>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's id for the coupon.
    public var outCouponID: String { fields.trimmed("out_coupon_id") }
    /// The id of the request.
    public var requestID: String { fields.trimmed("request_id") }
}

/// A user has become one who recommends the shop's products (分享员), or is one no longer.
public struct SharerBinding: Notice {
    public static let kinds: [Kind] = .events("miniprogram_sharer_bind_status_change")
    public static let example = "<openid>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</openid><bind_status>1</bind_status>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The user.
    public var userOpenID: String { fields.trimmed("openid") }
    /// 1 has become one, 2 is one no longer.
    public var status: Int? { fields.integer("bind_status") }
}

/// A user has come to the shop through one who recommends its products.
public struct SharerAction: Notice {
    public static let kinds: [Kind] = .events("miniprogram_sharer_action")
    public static let example = """
        <type>1</type><openid>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</openid><promoter><finder_nickname>小店</finder_nickname>\
        <promoter_id>PROMOTER-1</promoter_id><promoter_openid>oQm1pLr8sYbN2eUcK9xD5w_3vTz0</promoter_openid></promoter>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What the user did, a number.
    public var type: Int? { fields.integer("type") }
    /// The user.
    public var userOpenID: String { fields.trimmed("openid") }
    /// The channel of the one who recommends.
    public var promoterNickname: String { fields.object("promoter")?["finder_nickname"] ?? "" }
    /// His id.
    public var promoterID: String { fields.object("promoter")?.trimmed("promoter_id") ?? "" }
    /// His openid.
    public var promoterOpenID: String { fields.object("promoter")?.trimmed("promoter_openid") ?? "" }
}
