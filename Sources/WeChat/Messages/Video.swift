/// A video.
public struct Video: Message {
    /// `MsgType` `video`.
    public static let kind = Kind.message("video")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// The id to fetch the video with, for three days.
    public var mediaID: String { push.fields.trimmed("MediaId") }

    /// The id to fetch its first picture with.
    public var thumbMediaID: String { push.fields.trimmed("ThumbMediaId") }
}
