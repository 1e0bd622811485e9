/// A code that a user scanned from the menu; he has the result on his screen.
public struct ScanCodePush: ScanCodeEvent {
    /// `Event` `scancode_push`.
    public static let kind = Kind.event("scancode_push")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }
}
