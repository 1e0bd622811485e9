/// A user has gone. Nothing can be sent to him; WeChat wants his personal data deleted.
public struct Unsubscribe: PushType {
    public static let kind = Kind.event("unsubscribe")
    public let push: Push

    public init(_ push: Push) { self.push = push }
}
