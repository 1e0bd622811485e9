/// A user has followed the account.
public struct Subscribe: PushType {
    /// `Event` `subscribe`.
    public static let kind = Kind.event("subscribe")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// What the QR code was made with that brought the user; nil when none did.
    ///
    /// WeChat puts `qrscene_` in front, once; a scene may itself begin with it.
    public var scene: String? {
        guard push.eventKey.hasPrefix("qrscene_") else { return nil }
        return String(push.eventKey.dropFirst("qrscene_".count))
    }

    /// What fetches the picture of that QR code.
    public var ticket: String? { push.fields.nonEmpty("Ticket") }

    /// The WeChat Pay transaction after which the user followed; nil when it was no payment.
    public var transactionID: String? {
        guard push.eventKey.hasPrefix("last_trade_no_") else { return nil }
        return String(push.eventKey.dropFirst("last_trade_no_".count))
    }

    /// The scene where there is one, else the `EventKey` as it is.
    public var key: String { scene ?? push.eventKey }
}
