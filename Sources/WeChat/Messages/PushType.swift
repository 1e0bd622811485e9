/// A kind of push with names for its fields: what a handler is registered for.
///
/// A view on the raw fields, read when asked, so that an odd field never loses the push. To add one of your own:
/// ```swift
/// struct TableReserved: PushType {
///     static let kinds: [Kind] = .events("table_reserved")
///     let push: Push
///     var seats: Int? { push.fields.integer("Seats") }
/// }
/// ```
public protocol PushType: Sendable {
    /// The kinds that the type reads: several where WeChat sends the same fields under several names.
    static var kinds: [Kind] { get }

    /// What WeChat takes for an answer: any passive reply, unless the type knows better.
    static var replyRule: ReplyRule { get }

    /// The fields of one such push, as WeChat writes them in XML: what `wechatd push` sends.
    static var example: String { get }

    /// The push with all its raw fields.
    var push: Push { get }

    /// Makes the view; it reads nothing yet.
    init(push: Push)

    /// What `key:` of a registration is compared with: the `EventKey`, unless the type knows better.
    var key: String { get }
}

extension PushType {
    /// Any passive reply.
    public static var replyRule: ReplyRule { .message }

    /// No fields.
    public static var example: String { "" }

    /// Which of the type's kinds it is.
    public var kind: Kind { push.kind }

    /// The user's openid.
    public var openID: String { push.openID }

    /// When WeChat made the push, in seconds since 1970.
    public var createTime: Int { push.createTime }

    /// The `EventKey`.
    public var key: String { push.eventKey }

    var fields: Fields { push.fields }
}

/// A message that a user has sent: every `PushType` with a `MsgId`.
public protocol Message: PushType {}

extension Message {
    /// The message's id: a number of up to 64 bits as it was written, or `hash_timestamp` from a cloud function.
    public var id: String { push.messageID }

    /// The id of the article that the message was written in; nil outside articles.
    public var articleID: String? { fields.nonEmpty("MsgDataId") }

    /// Which article of a mass message that was, counted from 1.
    public var articleIndex: Int? { fields.integer("Idx") }

    /// The sub-merchant in whose session a Mini Program's user wrote; nil elsewhere.
    public var businessID: String? { fields.nonEmpty("BusinessId") }
}

/// A push that tells something and takes no reply but `success`.
public protocol Notice: PushType {}

extension Notice {
    /// `success` alone.
    public static var replyRule: ReplyRule { .success }
}
