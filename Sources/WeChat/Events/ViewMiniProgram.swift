/// A click on a menu item that opens a Mini Program.
public struct ViewMiniProgram: PushType {
    public static let kind = Kind.event("view_miniprogram")
    public let push: Push

    public init(_ push: Push) { self.push = push }

    /// The path of the page in the Mini Program.
    public var path: String { push.eventKey }

    /// The id of the menu.
    public var menuID: String? { push.fields.nonEmpty("MenuId") }
}
