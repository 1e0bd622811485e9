/// A click on a menu item that opens a page.
public struct View: PushType {
    /// `Event` `VIEW`.
    public static let kind = Kind.event("VIEW")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// The page that opens.
    public var url: String { push.eventKey }

    /// The id of the menu; WeChat sends it with conditional menus.
    public var menuID: String? { push.fields.nonEmpty("MenuId") }
}
