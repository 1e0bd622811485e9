/// A code that a user scanned from the menu; he has the result on his screen.
public struct ScanCodePush: ScanCodeEvent {
    public static let kind = Kind.event("scancode_push")
    public let push: Push

    public init(_ push: Push) { self.push = push }
}
