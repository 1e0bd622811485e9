/// A click on a menu item that has a key.
public struct Click: PushType {
    /// `Event` `CLICK`.
    public static let kind = Kind.event("CLICK")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// The item's key.
    public var key: String { push.eventKey }
}
