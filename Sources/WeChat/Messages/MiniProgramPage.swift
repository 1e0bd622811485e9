/// A page of a Mini Program (小程序卡片) that its user sent to customer service. Takes `.transferToCustomerService`.
public struct MiniProgramPage: Message {
    public static let kinds: [Kind] = .messages("miniprogrampage")
    public static let replyRule = ReplyRule.transfer
    public static let example = """
        <Title>生日蛋糕 8 寸</Title><AppId>wx4c1d9e7f20ab3358</AppId>\
        <PagePath>pages/goods/detail.html?id=1024</PagePath>\
        <ThumbUrl>https://mmbiz.qpic.cn/mmbiz_jpg/example/0</ThumbUrl><ThumbMediaId>thumb-id</ThumbMediaId>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The card's title.
    public var title: String { fields["Title"] ?? "" }
    /// The Mini Program's appid.
    public var appID: String { fields.trimmed("AppId") }
    /// The page and its query.
    public var pagePath: String { fields.trimmed("PagePath") }
    /// Where WeChat keeps the card's picture; nil when it has none.
    public var thumbURL: String? { fields.nonEmpty("ThumbUrl") }
    /// The id to fetch that picture with; nil when there is none.
    public var thumbMediaID: String? { fields.nonEmpty("ThumbMediaId") }
}
