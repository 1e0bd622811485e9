/// A short video, rare today.
public struct ShortVideo: Message {
    public static let kinds: [Kind] = .messages("shortvideo")
    public static let example = "<MediaId>media-id</MediaId><ThumbMediaId>thumb-id</ThumbMediaId>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The id to fetch the video with, for three days.
    public var mediaID: String { fields.trimmed("MediaId") }
    /// The id to fetch its first picture with.
    public var thumbMediaID: String { fields.trimmed("ThumbMediaId") }
}
