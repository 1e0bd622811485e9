/// A picture.
public struct Image: Message {
    public static let kinds: [Kind] = .messages("image")
    public static let example = "<PicUrl>http://mmbiz.qpic.cn/mmbiz_jpg/example/0</PicUrl><MediaId>media-id</MediaId>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Where WeChat keeps the picture; an http link.
    public var url: String { fields.trimmed("PicUrl") }
    /// The id to fetch the picture with, for three days.
    public var mediaID: String { fields.trimmed("MediaId") }
}
