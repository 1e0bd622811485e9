/// A click on a menu item that opens a Mini Program.
public struct ViewMiniProgram: PushType {
    /// `Event` `view_miniprogram`.
    public static let kind = Kind.event("view_miniprogram")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// The path of the page in the Mini Program.
    public var path: String { push.eventKey }

    /// The id of the menu.
    public var menuID: String? { push.fields.nonEmpty("MenuId") }
}
