/// A text that a user wrote, or the item of a message menu that he clicked.
public struct Text: Message {
    /// `MsgType` `text`.
    public static let kind = Kind.message("text")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// What the user wrote, exactly, without the characters that XML forbids. WeChat writes its own faces as `/::)` or `[Lol]`.
    public var content: String { push.fields["Content"] ?? "" }

    /// The id of the clicked item of a message menu, whose label `content` is; nil for written texts.
    public var menuID: String? { push.fields.nonEmpty("bizmsgmenuid") }
}
