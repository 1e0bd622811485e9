/// A link out of the user's favourites.
public struct Link: Message {
    public static let kinds: [Kind] = .messages("link")
    public static let example = """
        <Title>公众平台官网链接</Title><Description>公众平台官网链接</Description><Url>https://mp.weixin.qq.com/</Url>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The title of the page.
    public var title: String { fields["Title"] ?? "" }
    /// What it is about; may be empty.
    public var summary: String { fields["Description"] ?? "" }
    /// Where it is.
    public var url: String { fields.trimmed("Url") }
}
