/// A link out of the user's favourites.
public struct Link: Message {
    /// `MsgType` `link`.
    public static let kind = Kind.message("link")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// The title of the page.
    public var title: String { push.fields["Title"] ?? "" }

    /// What it is about; may be empty.
    public var summary: String { push.fields["Description"] ?? "" }

    /// Where it is.
    public var url: String { push.fields.trimmed("Url") }
}
