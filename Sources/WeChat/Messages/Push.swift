import Bytes
import XML

/// A message or an event that WeChat has sent, with all its raw fields.
///
/// The fields that every push has are properties here; a `PushType` gives names to the others.
public struct Push: Sendable {
    /// All fields, by WeChat's names.
    public let fields: Fields
    /// Which field names its kind.
    package let category: Kind.Category
    /// Where the fields are that every push is asked for; 0, which is the root, for one that is missing.
    private let places: Places
    /// What its kind is looked up by.
    let kindDigest: UInt64

    private struct Places: Sendable {
        var kind = 0
        var from = 0
        var to = 0
        var messageID = 0
        var content = 0
    }

    init(_ tree: ElementTree) {
        fields = Fields(tree: tree, index: 0)
        var places = Places()
        var event = 0
        // One walk for the names as WeChat writes them; what is missing then is looked for in another case.
        tree.forEachChild(of: 0) { name, index in
            switch name.count {
            case 5 where name.equals("MsgId"): places.messageID = index
            case 5 where name.equals("Event"): event = index
            case 7 where name.equals("MsgType"): places.kind = index
            case 7 where name.equals("Content"): places.content = index
            case 10 where name.equals("ToUserName"): places.to = index
            case 12 where name.equals("FromUserName"): places.from = index
            default: break
            }
        }
        func otherwise(_ name: String) -> Int { tree.child(of: 0, ignoringCase: name) ?? 0 }
        if places.messageID == 0 { places.messageID = otherwise("MsgId") }
        if places.from == 0 { places.from = otherwise("FromUserName") }
        if places.to == 0 { places.to = otherwise("ToUserName") }
        if places.kind == 0 { places.kind = otherwise("MsgType") }
        let isEvent = places.kind > 0 && tree.withText(of: places.kind) { $0.trimmed().equalsIgnoringCase("event") }
        var category = isEvent ? Kind.Category.event : .message
        if isEvent || places.kind == 0 {
            places.kind = event > 0 ? event : otherwise("Event")
            category = .event
        }
        // Some pages of the manual show events without MsgType; a third-party platform's pushes have neither.
        if !isEvent, places.kind == 0 {
            places.kind = otherwise("InfoType")
            category = places.kind > 0 ? .platform : .message
        }
        if places.kind == 0 {
            let kind = Self.unnamedKind(fields, category)
            (self.category, kindDigest) = (kind.category, kind.digest)
        } else {
            self.category = category
            kindDigest = tree.withText(of: places.kind) { Kind.digest(of: $0.trimmed(), category) }
        }
        self.places = places
    }

    /// What sort of push it is.
    public var kind: Kind {
        places.kind == 0 ? Self.unnamedKind(fields, category) : Kind(text(places.kind), category)
    }

    /// Who is to be forgotten: the openid of who follows no more, or has taken back what he gave. (Protocol: 取消关注,
    /// 授权用户信息变更.)
    package var forgotten: String? {
        guard category != .message else { return nil }
        return switch kindDigest {
        case Self.unsubscribe: openID
        case Self.revocation, Self.cancellation: self["OpenID"] ?? openID
        default: nil
        }
    }

    private static let unsubscribe = Kind.event("unsubscribe").digest
    private static let revocation = Kind.event("user_authorization_revoke").digest
    private static let cancellation = Kind.event("user_authorization_cancellation").digest

    /// The text of a field, exactly as it came; nil when there is none.
    public subscript(name: String) -> String? { fields[name] }

    /// The account's original id, `gh_…`, that the push was sent to.
    public var toUserName: String { text(places.to) }

    /// The user's openid.
    public var openID: String { text(places.from) }

    /// When WeChat made the push, in seconds since 1970; 0 when it does not say.
    public var createTime: Int { fields.integer("CreateTime") ?? 0 }

    /// The id of a message, a number of up to 64 bits as it was written. Of events only those about a finished job have
    /// one, the job's; it is empty for all others.
    public var messageID: String { text(places.messageID) }

    /// What a menu item or a QR code was made with; empty when the push has none.
    public var eventKey: String { fields["EventKey"] ?? "" }

    /// Whether a reply to it has somewhere to go. Some events are from no user and for no account.
    var hasAddress: Bool { hasText(places.from) && hasText(places.to) }

    /// Calls `body` with the kind's name: as it came, or ours where none did.
    package func withKindName(_ body: (UnsafeRawBufferPointer) -> Void) {
        guard places.kind == 0 else { return withBytes(places.kind, body) }
        var name = kind.name
        name.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }

    /// Calls `body` with the user's openid.
    package func withFromUserName(_ body: (UnsafeRawBufferPointer) -> Void) { withBytes(places.from, body) }

    /// Calls `body` with the message's id.
    package func withMessageID(_ body: (UnsafeRawBufferPointer) -> Void) { withBytes(places.messageID, body) }

    /// Calls `body` with what the user wrote.
    func withContent(_ body: (UnsafeRawBufferPointer) -> Void) { withBytes(places.content, body) }

    /// Calls `body` with the account's original id.
    func withToUserName(_ body: (UnsafeRawBufferPointer) -> Void) { withBytes(places.to, body) }

    private static func unnamedKind(_ fields: Fields, _ category: Kind.Category) -> Kind {
        Unnamed.kind(of: fields) ?? Kind("", category)
    }

    private func hasText(_ place: Int) -> Bool {
        place > 0 && !fields.tree.withText(of: place) { $0.trimmed().isEmpty }
    }

    private func withBytes(_ place: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        guard place > 0 else { return body(.none) }
        fields.tree.withText(of: place) { body($0.trimmed()) }
    }

    private func text(_ place: Int) -> String {
        guard place > 0 else { return "" }
        return fields.tree.withText(of: place) { String(decoding: $0.trimmed(), as: UTF8.self) }
    }
}
