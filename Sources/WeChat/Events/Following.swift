extension PushCatalogue {
    /// Users who come, go, scan the account's QR codes, tell where they are or open a conversation.
    static let following: [any PushType.Type] = [
        Subscribe.self, Unsubscribe.self, Scan.self, LocationReport.self, Enter.self, EnterTempSession.self,
    ]
}

/// A user has followed the account.
public struct Subscribe: PushType {
    public static let kinds: [Kind] = .events("subscribe")
    public static let example = "<EventKey>qrscene_123</EventKey><Ticket>gQFq8DwAAAAA</Ticket>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What the QR code was made with that brought the user; nil when none did.
    ///
    /// WeChat puts `qrscene_` in front, once; a scene may itself begin with it.
    public var scene: String? { push.keyBehind("qrscene_") }
    /// What fetches the picture of that QR code.
    public var ticket: String? { fields.nonEmpty("Ticket") }
    /// The WeChat Pay transaction after which the user followed; nil when it was no payment.
    public var transactionID: String? { push.keyBehind("last_trade_no_") }
    /// The standard of the product's code after whose scan the user followed (一物一码), such as `ean13`; nil when it was no
    /// product.
    public var keyStandard: String? { product?.standard }
    /// What that product's code says.
    public var keyString: String? { product?.string }
    /// The scene where there is one, else the `EventKey` as it is.
    public var key: String { scene ?? push.eventKey }

    /// A picture of the code is read as the code is: `scanbarcode|ean13|6954767423579`, `scanimage|…`.
    private var product: (standard: String, string: String)? {
        let parts = push.eventKey.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "scanbarcode" || parts[0] == "scanimage" else { return nil }
        return (String(parts[1]), String(parts[2]))
    }
}

/// A user has gone. Nothing can be sent to him; WeChat wants his personal data deleted.
public struct Unsubscribe: Notice {
    public static let kinds: [Kind] = .events("unsubscribe")
    public static let example = "<EventKey></EventKey>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The WeChat Pay transaction after which he once had followed; mostly nil.
    public var transactionID: String? { push.keyBehind("last_trade_no_") }
}

/// A follower has scanned a QR code of the account.
public struct Scan: PushType {
    public static let kinds: [Kind] = .events("SCAN")
    public static let example = "<EventKey>123</EventKey><Ticket>gQFq8DwAAAAA</Ticket>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What the QR code was made with: a number up to 32 bits, or a text of up to 64 characters.
    public var scene: String { push.eventKey }
    /// What fetches the picture of the QR code.
    public var ticket: String? { fields.nonEmpty("Ticket") }
}

/// Where a user is, when he opens the account or every five seconds, as the account is set. (A place that a user sends is a `Location`.)
public struct LocationReport: Notice {
    public static let kinds: [Kind] = .events("LOCATION")
    public static let example = """
        <Latitude>22.540503</Latitude><Longitude>113.934528</Longitude><Precision>65.000000</Precision>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Degrees, north positive.
    public var latitude: Double? { fields.decimal("Latitude") }
    /// Degrees, east positive.
    public var longitude: Double? { fields.decimal("Longitude") }
    /// How exact it is, in metres.
    public var precision: Double? { fields.decimal("Precision") }
}

/// A user has opened the conversation. Only old accounts are told; it has no fields, and whether it takes a reply is
/// nowhere said.
public struct Enter: Notice {
    public static let kinds: [Kind] = .events("ENTER")
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A user has opened the customer service of a Mini Program (进入客服会话). Takes `.transferToCustomerService`; two customer
/// service messages may be sent within a minute.
public struct EnterTempSession: PushType {
    public static let kinds: [Kind] = .events("user_enter_tempsession")
    public static let replyRule = ReplyRule.transfer
    public static let example = "<SessionFrom>order|1024</SessionFrom>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What the button was made with that opened it; empty when with nothing.
    public var sessionFrom: String { fields["SessionFrom"] ?? "" }
}

extension Push {
    /// The rest of an `EventKey` that begins so; nil for another one.
    fileprivate func keyBehind(_ prefix: String) -> String? {
        eventKey.hasPrefix(prefix) ? String(eventKey.dropFirst(prefix.count)) : nil
    }
}
