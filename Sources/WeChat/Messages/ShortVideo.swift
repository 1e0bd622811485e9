/// A short video, rare today.
public struct ShortVideo: Message {
    public static let kind = Kind.message("shortvideo")
    public let push: Push

    public init(_ push: Push) { self.push = push }

    /// The id to fetch the video with, for three days.
    public var mediaID: String { push.fields.trimmed("MediaId") }

    /// The id to fetch its first picture with.
    public var thumbMediaID: String { push.fields.trimmed("ThumbMediaId") }
}
