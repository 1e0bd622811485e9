/// A user has gone. Nothing can be sent to him; WeChat wants his personal data deleted.
public struct Unsubscribe: PushType {
    /// `Event` `unsubscribe`.
    public static let kind = Kind.event("unsubscribe")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }
}
