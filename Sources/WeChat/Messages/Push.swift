import Bytes
import XML

/// A message or an event that WeChat has sent, with all its raw fields.
///
/// The fields that every push has are properties here; a `PushType` gives names to the others.
public struct Push: Sendable {
    /// All fields, by WeChat's names.
    public let fields: Fields
    /// Whether it is an event, and no message.
    package let isEvent: Bool
    /// The element that names the kind; nil when the push says none.
    private let kindElement: Int?

    init(_ tree: ElementTree) {
        fields = Fields(tree: tree, index: 0)
        let type = fields.find("MsgType")
        isEvent = type.map { tree.withText(of: $0) { $0.trimmed().equalsIgnoringCase("event") } } ?? false
        // A third-party platform's pushes have an InfoType and no MsgType.
        kindElement = isEvent ? fields.find("Event") : type ?? fields.find("InfoType")
    }

    /// What sort of push it is.
    public var kind: Kind {
        let name = kindElement.map { fields.tree.withText(of: $0) { String(decoding: $0.trimmed(), as: UTF8.self) } }
        return Kind(name ?? "", isEvent: isEvent)
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

    /// Calls `body` with the kind's name as it came.
    package func withKindName(_ body: (UnsafeRawBufferPointer) -> Void) {
        guard let kindElement else { return body(.none) }
        fields.tree.withText(of: kindElement) { body($0.trimmed()) }
    }
}
