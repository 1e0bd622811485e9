extension PushCatalogue {
    /// Products that users scan (扫一扫商品, 一物一码).
    static let products: [any PushType.Type] = [
        ProductScanned.self, ProductSessionEntered.self, ProductScannedLater.self, ProductChecked.self,
    ]
}

/// What pushes about a product have in common. (A user who follows after a scan is a `Subscribe`.)
public protocol ProductEvent: PushType {}

extension ProductEvent {
    /// The standard of the product's code, such as `ean13` or `qrcode`.
    public var keyStandard: String { fields.trimmed("KeyStandard") }
    /// What the code says.
    public var keyString: String { fields.trimmed("KeyStr") }
}

/// A user has opened a product's page.
public struct ProductScanned: ProductEvent, Notice {
    public static let kinds: [Kind] = .events("user_scan_product")
    public static let example = """
        <KeyStandard>ean13</KeyStandard><KeyStr>6901481811083</KeyStr><Country>中国</Country><Province>广东</Province>\
        <City>揭阳</City><Sex>1</Sex><Scene>2</Scene><ExtInfo>123</ExtInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The user's country.
    public var country: String { fields["Country"] ?? "" }
    /// His province.
    public var province: String { fields["Province"] ?? "" }
    /// His city.
    public var city: String { fields["City"] ?? "" }
    /// 1 for a man, 2 for a woman, 0 when WeChat does not know.
    public var sex: Int? { fields.integer("Sex") }
    /// WeChat's number of the way that he came: 1 by a scan, others by what somebody sent.
    public var scene: Int? { fields.integer("Scene") }
    /// What the code was made with.
    public var extInfo: String { fields["ExtInfo"] ?? "" }
}

/// A user has opened the conversation from a product's page.
public struct ProductSessionEntered: ProductEvent {
    public static let kinds: [Kind] = .events("user_scan_product_enter_session")
    public static let example = """
        <KeyStandard>ean13</KeyStandard><KeyStr>6901481811083</KeyStr><ExtInfo>123</ExtInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What the code was made with.
    public var extInfo: String { fields["ExtInfo"] ?? "" }
}

/// Where a user has opened a product's page; it comes some time after.
public struct ProductScannedLater: ProductEvent, Notice {
    public static let kinds: [Kind] = .events("user_scan_product_async")
    public static let example = """
        <KeyStandard>ean13</KeyStandard><KeyStr>6901481811083</KeyStr><ExtInfo>123</ExtInfo>\
        <RegionCode>440105</RegionCode>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What the code was made with.
    public var extInfo: String { fields["ExtInfo"] ?? "" }
    /// The number of the region in China's administrative divisions.
    public var regionCode: String { fields.trimmed("RegionCode") }
}

/// A product's page has been checked. `FromUserName` is the platform.
public struct ProductChecked: ProductEvent, Notice {
    public static let kinds: [Kind] = .events("user_scan_product_verify_action")
    public static let example = """
        <KeyStandard>ean13</KeyStandard><KeyStr>6901481811083</KeyStr><Result>verify_not_pass</Result>\
        <ReasonMsg>商品信息不完整</ReasonMsg>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// `verify_ok` or `verify_not_pass`.
    public var result: String { fields.trimmed("Result") }
    /// Whether it has passed.
    public var isPassed: Bool { result == "verify_ok" }
    /// Why it has not.
    public var reason: String { fields["ReasonMsg"] ?? "" }
}
