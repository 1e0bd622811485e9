/// A picture.
public struct Image: Message {
    /// `MsgType` `image`.
    public static let kind = Kind.message("image")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// Where WeChat keeps the picture; an http link.
    public var url: String { push.fields.trimmed("PicUrl") }

    /// The id to fetch the picture with, for three days.
    public var mediaID: String { push.fields.trimmed("MediaId") }
}
