/// A follower has scanned a QR code of the account.
public struct Scan: PushType {
    public static let kind = Kind.event("SCAN")
    public let push: Push

    public init(_ push: Push) { self.push = push }

    /// What the QR code was made with: a number up to 32 bits, or a text of up to 64 characters.
    public var scene: String { push.eventKey }

    /// What fetches the picture of the QR code.
    public var ticket: String? { push.fields.nonEmpty("Ticket") }
}
