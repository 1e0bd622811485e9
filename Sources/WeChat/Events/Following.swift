extension PushCatalogue {
    /// Users who come, go, scan the account's QR codes or tell where they are.
    static let following: [any PushType.Type] = [
        Subscribe.self, Unsubscribe.self, Scan.self, LocationReport.self,
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
    public var scene: String? {
        guard push.eventKey.hasPrefix("qrscene_") else { return nil }
        return String(push.eventKey.dropFirst("qrscene_".count))
    }
    /// What fetches the picture of that QR code.
    public var ticket: String? { fields.nonEmpty("Ticket") }
    /// The WeChat Pay transaction after which the user followed; nil when it was no payment.
    public var transactionID: String? {
        guard push.eventKey.hasPrefix("last_trade_no_") else { return nil }
        return String(push.eventKey.dropFirst("last_trade_no_".count))
    }
    /// The scene where there is one, else the `EventKey` as it is.
    public var key: String { scene ?? push.eventKey }
}

/// A user has gone. Nothing can be sent to him; WeChat wants his personal data deleted.
public struct Unsubscribe: Notice {
    public static let kinds: [Kind] = .events("unsubscribe")
    public static let example = "<EventKey></EventKey>"
    public let push: Push
    public init(push: Push) { self.push = push }
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
