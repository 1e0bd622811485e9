/// A code that a user scanned from the menu; he waits for the reply.
public struct ScanCodeWait: ScanCodeEvent {
    /// `Event` `scancode_waitmsg`.
    public static let kind = Kind.event("scancode_waitmsg")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }
}
