/// A voice message.
public struct Voice: Message {
    public static let kinds: [Kind] = .messages("voice")
    public static let example = "<MediaId>media-id</MediaId><Format>amr</Format>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The id to fetch the sound with, for three days.
    public var mediaID: String { fields.trimmed("MediaId") }
    /// How the sound is coded: `amr` or `speex`.
    public var format: String { fields.trimmed("Format") }
    /// The same sound at 16 kHz as speex, where WeChat has made it.
    public var mediaID16K: String? { fields.nonEmpty("MediaId16K") }
    /// What WeChat understood; nil when the account has no speech recognition, which WeChat has withdrawn since.
    public var recognition: String? { fields.nonEmpty("Recognition") }
}
