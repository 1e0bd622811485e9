/// A follower has scanned a QR code of the account.
public struct Scan: PushType {
    /// `Event` `SCAN`.
    public static let kind = Kind.event("SCAN")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// What the QR code was made with: a number up to 32 bits, or a text of up to 64 characters.
    public var scene: String { push.eventKey }

    /// What fetches the picture of the QR code.
    public var ticket: String? { push.fields.nonEmpty("Ticket") }
}
