/// A voice message.
public struct Voice: Message {
    /// `MsgType` `voice`.
    public static let kind = Kind.message("voice")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// The id to fetch the sound with, for three days.
    public var mediaID: String { push.fields.trimmed("MediaId") }

    /// How the sound is coded: `amr` or `speex`.
    public var format: String { push.fields.trimmed("Format") }

    /// The same sound at 16 kHz as speex, where WeChat has made it.
    public var mediaID16K: String? { push.fields.nonEmpty("MediaId16K") }

    /// What WeChat understood; nil when the account has no speech recognition, which WeChat has withdrawn since.
    public var recognition: String? { push.fields.nonEmpty("Recognition") }
}
