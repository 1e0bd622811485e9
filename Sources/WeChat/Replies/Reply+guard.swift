/// What a handler returned that WeChat would have rejected, and what was sent in its place.
public enum ReplyMistake: Sendable, Equatable {
    /// The push does not say whom it is from or for, so nobody could be answered: `success` was sent.
    case noRecipient
    /// The text was empty or had only characters that XML forbids: `success` was sent.
    case emptyText
    /// The text had more than 2048 bytes, so many: it was cut before a character.
    case textTooLong(bytes: Int)
    /// A media id was empty: `success` was sent.
    case missingMediaID
    /// There were no articles: `success` was sent.
    case noArticles
    /// There were more articles than this push accepts: the first ones were sent.
    case tooManyArticles(accepted: Int)
    /// WeChat does not take this reply to this kind of push: what it takes for a receipt was sent.
    case notAccepted(reply: String, to: Kind, ReplyRule)
    /// A push that wants to know what came of it had no reply from any handler: this code was sent.
    case unanswered(Kind, code: Int)
    /// A field of a result or a custom message has a name that cannot be written: what says that the handler has failed
    /// was sent, or `success` where WeChat cannot be told.
    case malformedField(String)

    /// The mistake in words.
    public var reason: String {
        switch self {
        case .noRecipient: "a push without FromUserName or ToUserName; sent success"
        case .emptyText: "empty text; sent success"
        case .textTooLong(let bytes): "text of \(bytes) bytes, 2048 are accepted; cut"
        case .missingMediaID: "empty media id; sent success"
        case .noArticles: "news without articles; sent success"
        case .tooManyArticles(let accepted): "too many articles; sent the first \(accepted)"
        case .notAccepted(let reply, let kind, let rule):
            "a \(reply) reply to \(kind), which accepts only: \(rule.description); not sent"
        case .unanswered(let kind, let code): "none to \(kind), which wants a result; sent the code \(code)"
        case .malformedField(let name): "a field named \(name.debugDescription); not sent"
        }
    }
}

extension Reply {
    /// Bytes of UTF-8 that a text may have.
    static let textLimit = 2_048

    /// The reply that may be sent for `push`, and what was wrong with this one.
    func guarded(for push: Push, _ rule: ReplyRule) -> (reply: Reply, mistake: ReplyMistake?) {
        switch self {
        case .success, .empty: return (rule.receipt ?? self, nil)
        case .result, .text, .image, .voice, .video, .music, .news, .transferToCustomerService, .transferToAI, .custom:
            guard rule.accepts(self, to: push) else {
                return (rule.unanswered, .notAccepted(reply: type.isEmpty ? "result" : type, to: push.kind, rule))
            }
            guard push.hasAddress || !rule.needsAddress else { return (rule.unanswered, .noRecipient) }
            let (reply, mistake) = guardedContent(for: push)
            // A result that cannot be written may have been a refusal, so it must not become a yes.
            return (reply == .success ? rule.failure ?? rule.receipt ?? reply : reply, mistake)
        }
    }

    private func guardedContent(for push: Push) -> (Reply, ReplyMistake?) {
        switch self {
        case .text(let text): return Self.guarded(text: text)
        case .image(let id), .voice(let id), .video(let id, _, _): return guarded(mediaID: id)
        case .music(let music): return guarded(mediaID: music.thumbMediaID)
        case .news(let articles): return Self.guarded(articles: articles, for: push)
        case .result(_, _, let fields), .custom(_, let fields):
            return fields.malformedName.map { (.success, .malformedField($0)) } ?? (self, nil)
        case .transferToCustomerService, .transferToAI, .success, .empty: return (self, nil)
        }
    }

    private func guarded(mediaID: String) -> (Reply, ReplyMistake?) {
        XMLText.cleaned(mediaID).isEmpty ? (.success, .missingMediaID) : (self, nil)
    }

    private static func guarded(text: String) -> (Reply, ReplyMistake?) {
        let cleaned = XMLText.cleaned(text)
        guard !cleaned.isEmpty else { return (.success, .emptyText) }
        let bytes = cleaned.utf8.count
        guard bytes > textLimit else { return (.text(cleaned), nil) }
        var end = cleaned.startIndex
        var length = 0
        while true {
            let next = cleaned.index(after: end)
            length += cleaned[end..<next].utf8.count
            guard length <= textLimit else { break }
            end = next
        }
        // One character of more than 2048 bytes can be built out of combining marks.
        guard end > cleaned.startIndex else { return (.success, .textTooLong(bytes: bytes)) }
        return (.text(String(cleaned[..<end])), .textTooLong(bytes: bytes))
    }

    /// Since 2018-10-12 a message is answered with one article at most, an event with eight.
    private static func guarded(articles: [Article], for push: Push) -> (Reply, ReplyMistake?) {
        let accepted = push.category == .message ? 1 : 8
        guard !articles.isEmpty else { return (.success, .noArticles) }
        guard articles.count > accepted else { return (.news(articles), nil) }
        return (.news(Array(articles.prefix(accepted))), .tooManyArticles(accepted: accepted))
    }
}
