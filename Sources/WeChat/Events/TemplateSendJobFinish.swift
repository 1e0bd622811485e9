/// What became of a template message.
public struct TemplateSendJobFinish: PushType {
    /// `Event` `TEMPLATESENDJOBFINISH`.
    public static let kind = Kind.event("TEMPLATESENDJOBFINISH")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// The id of the template message, a number of up to 64 bits as it was written.
    public var messageID: String { push.fields.trimmed("MsgID") }

    /// `success`, `failed:user block`, `failed: system failed`; blanks vary.
    public var status: String { push.fields.trimmed("Status") }

    /// Whether the user has it.
    public var isDelivered: Bool { status == "success" }
}
