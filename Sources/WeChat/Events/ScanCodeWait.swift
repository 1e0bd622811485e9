/// A code that a user scanned from the menu; he waits for the reply.
public struct ScanCodeWait: ScanCodeEvent {
    public static let kind = Kind.event("scancode_waitmsg")
    public let push: Push

    public init(_ push: Push) { self.push = push }
}
