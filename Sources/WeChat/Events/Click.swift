/// A click on a menu item that has a key.
public struct Click: PushType {
    public static let kind = Kind.event("CLICK")
    public let push: Push

    public init(_ push: Push) { self.push = push }

    /// The item's key.
    public var key: String { push.eventKey }
}
