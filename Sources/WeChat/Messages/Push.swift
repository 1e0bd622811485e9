import XML

/// A message or an event that WeChat has sent, with all its raw fields.
///
/// The fields that every push has are properties here; a `PushType` gives names to the others.
public struct Push: Sendable {
    /// All fields, by WeChat's names.
    public let fields: Fields
    /// What sort of push it is.
    public let kind: Kind

    init(_ tree: ElementTree) {
        fields = Fields(tree: tree, index: 0)
        let type = fields.trimmed("MsgType")
        if type.lowercased() == "event" {
            kind = Kind(fields.trimmed("Event"), isEvent: true)
        } else {
            // A third-party platform's pushes have an InfoType and no MsgType.
            kind = Kind(type.isEmpty ? fields.trimmed("InfoType") : type, isEvent: false)
        }
    }

    /// The text of a field, exactly as it came; nil when there is none.
    public subscript(name: String) -> String? { fields[name] }

    /// The account's original id, `gh_…`, that the push was sent to.
    public var toUserName: String { fields.trimmed("ToUserName") }

    /// The user's openid.
    public var openID: String { fields.trimmed("FromUserName") }

    /// When WeChat made the push, in seconds since 1970; 0 when it does not say.
    public var createTime: Int { fields.integer("CreateTime") ?? 0 }

    /// The id of a message, or the job that an event is about: a number of up to 64 bits as it was written; empty when
    /// there is none.
    public var messageID: String { fields.trimmed("MsgId") }

    /// What a menu item or a QR code was made with; empty when the push has none.
    public var eventKey: String { fields["EventKey"] ?? "" }
}
