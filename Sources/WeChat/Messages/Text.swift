/// A text that a user wrote, or the item of a message menu that he clicked.
public struct Text: Message {
    public static let kinds: [Kind] = .messages("text")
    public static let example = "<Content>你好，我想查一下快递🚚到哪里了</Content>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What the user wrote, exactly, without the characters that XML forbids. WeChat writes its own faces as `/::)` or `[Lol]`.
    public var content: String { fields["Content"] ?? "" }
    /// The id of the clicked item of a message menu, whose label `content` is; nil for written texts.
    public var menuID: String? { fields.nonEmpty("bizmsgmenuid") }
}
