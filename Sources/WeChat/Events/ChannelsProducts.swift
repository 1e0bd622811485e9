extension PushCatalogue {
    /// Products of a shop in WeChat Channels, and what it may sell.
    static let channelsProducts: [any PushType.Type] = [
        ChannelsProduct.self, ChannelsStockShortage.self, ChannelsCategoryAudit.self, ChannelsBrand.self,
        SupplierItemUpdate.self,
    ]
}

/// A product was reviewed, put on or taken off the shelf, or changed: `kind` tells which.
public struct ChannelsProduct: Notice {
    public static let kinds: [Kind] = .events("product_spu_audit", "product_spu_listing", "product_spu_update")
    public static let example = """
        <ProductSpuAudit><product_id>324545</product_id><status>2</status><reason>标题含违禁词</reason>\
        <audit_info>{"busi_audit_info":{"item_list":[]}}</audit_info></ProductSpuAudit>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id for the product, a number of up to 64 bits.
    public var productID: String { info.trimmed("product_id") }
    /// Of a review: 2 refused, 3 accepted, 4 withdrawn. Of the shelf: 5 on it, 11 taken off by the shop, 13 by WeChat, 14
    /// for the deposit, 15 for the brand, 20 banned. Of a change: 0 changed, 1 new, 2 deleted, 3 deleted for good.
    public var status: Int? { info.integer("status") }
    /// Why it was refused or taken off.
    public var reason: String? { info.nonEmpty("reason") }
    /// More about a review, a text of JSON.
    public var auditInfo: String? { info.nonEmpty("audit_info") }

    private var info: Fields {
        fields.inside("ProductSpuAudit").inside("ProductSpuListing").inside("ProductSpuUpdate")
    }
}

/// There is little left of a product, or of the codes that are sold as one.
public struct ChannelsStockShortage: Notice {
    public static let kinds: [Kind] = .events("channels_ec_stock_no_enough")
    public static let example = """
        <channels_ec_stock_no_enough><product_id>324545</product_id><sku_id>998</sku_id>\
        <remaining_stock_amount>2</remaining_stock_amount><remaining_code_amount>1</remaining_code_amount>\
        </channels_ec_stock_no_enough>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat's id for the product, a number of up to 64 bits.
    public var productID: String { info.trimmed("product_id") }
    /// WeChat's id for the sort of it, the same.
    public var skuID: String { info.trimmed("sku_id") }
    /// How many are left.
    public var remainingStock: Int? { info.integer("remaining_stock_amount") }
    /// How many codes are left.
    public var remainingCodes: Int? { info.integer("remaining_code_amount") }

    // The wrapper is named like the event.
    private var info: Fields { fields.inside("channels_ec_stock_no_enough") }
}

/// The shop's application for a category was reviewed.
public struct ChannelsCategoryAudit: Notice {
    public static let kinds: [Kind] = .events("product_category_audit")
    public static let example = """
        <ProductCategoryAudit><audit_id>123456</audit_id><status>2</status><reason>资质不全</reason>\
        </ProductCategoryAudit>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The id of the application, a number of up to 64 bits.
    public var auditID: String { info.trimmed("audit_id") }
    /// 1 being reviewed, 2 refused, 3 accepted, 12 withdrawn.
    public var status: Int? { info.integer("status") }
    /// Why it was refused.
    public var reason: String? { info.nonEmpty("reason") }

    private var info: Fields { fields.inside("ProductCategoryAudit") }
}

/// The shop's application for a brand has got on.
public struct ChannelsBrand: Notice {
    public static let kinds: [Kind] = .events("channels_ec_brand")
    public static let example = """
        <BrandEvent><brand_id>10002934</brand_id><audit_id>12345678</audit_id><status>5</status>\
        <reason>商标不符</reason></BrandEvent>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The brand, a number of up to 64 bits.
    public var brandID: String { info.trimmed("brand_id") }
    /// The id of the application, the same.
    public var auditID: String { info.trimmed("audit_id") }
    /// 1 new, 2 changed, 3 withdrawn, 4 accepted, 5 refused, 6 deleted, 7 revoked by WeChat, 8 expired.
    public var status: Int? { info.integer("status") }
    /// Why it was refused.
    public var reason: String? { info.nonEmpty("reason") }

    private var info: Fields { fields.inside("BrandEvent") }
}

/// A product that the account, an agency (机构), may promote is new or has changed.
public struct SupplierItemUpdate: Notice {
    public static let kinds: [Kind] = .events("head_supplier_item_update")
    public static let example = """
        <item_info><event_type>2</event_type><appid>wx4c1d9e7f20ab3358</appid><product_id>324545</product_id>\
        <version>1677488955</version><update_fields>commission_ratio</update_fields>\
        <update_fields>service_ratio</update_fields></item_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// 1 new, 2 changed.
    public var type: Int? { info.integer("event_type") }
    /// The appid of the shop that has it.
    public var shopAppID: String { info.trimmed("appid") }
    /// WeChat's id for the product, a number of up to 64 bits.
    public var productID: String { info.trimmed("product_id") }
    /// The product's version.
    public var version: String? { info.nonEmpty("version") }
    /// What has changed: `commission_ratio`, `service_ratio`, `status`, `active_time`.
    public var updatedFields: [String] { info.list("update_fields").map(\.text) }

    private var info: Fields { fields.inside("item_info") }
}
