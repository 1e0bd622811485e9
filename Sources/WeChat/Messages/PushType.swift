/// A kind of push with names for its fields: what a handler is registered for.
///
/// A view on the raw fields, read when asked, so that an odd field never loses the push. To add one of your own:
/// ```swift
/// struct CardPassed: PushType {
///     static let kind = Kind.event("card_pass_check")
///     let push: Push
///     init(_ push: Push) { self.push = push }
///     var cardID: String { push.fields.trimmed("CardId") }
/// }
/// ```
public protocol PushType: Sendable {
    /// The kind that the type reads.
    static var kind: Kind { get }

    /// The push with all its raw fields.
    var push: Push { get }

    /// Makes the view; it reads nothing yet.
    init(_ push: Push)

    /// What `key:` of a registration is compared with: the `EventKey`, unless the type knows better.
    var key: String { get }
}

extension PushType {
    /// The user's openid.
    public var openID: String { push.openID }

    /// When WeChat made the push, in seconds since 1970.
    public var createTime: Int { push.createTime }

    /// The `EventKey`.
    public var key: String { push.eventKey }
}

/// A message that a user has sent: every `PushType` with a `MsgId`.
public protocol Message: PushType {}

extension Message {
    /// The message's id, a number of up to 64 bits as it was written.
    public var id: String { push.messageID }

    /// The id of the article that the message was written in; nil outside articles.
    public var articleID: String? { push.fields.nonEmpty("MsgDataId") }

    /// Which article of a mass message that was, counted from 1.
    public var articleIndex: Int? { push.fields.integer("Idx") }
}
