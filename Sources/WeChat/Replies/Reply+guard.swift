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

    /// The mistake in words.
    public var reason: String {
        switch self {
        case .noRecipient: "a push without FromUserName or ToUserName; sent success"
        case .emptyText: "empty text; sent success"
        case .textTooLong(let bytes): "text of \(bytes) bytes, 2048 are accepted; cut"
        case .missingMediaID: "empty media id; sent success"
        case .noArticles: "news without articles; sent success"
        case .tooManyArticles(let accepted): "too many articles; sent the first \(accepted)"
        }
    }
}

extension Reply {
    /// Bytes of UTF-8 that a text may have.
    static let textLimit = 2_048

    /// The reply that may be sent for `push`, and what was wrong with this one.
    func guarded(for push: Push) -> (reply: Reply, mistake: ReplyMistake?) {
        guard !isMessage || push.hasAddress else { return (.success, .noRecipient) }
        return switch self {
        case .text(let text): Self.guarded(text: text)
        case .image(let id), .voice(let id), .video(let id, _, _):
            guarded(mediaID: id)
        case .music(let music): guarded(mediaID: music.thumbMediaID)
        case .news(let articles): Self.guarded(articles: articles, for: push)
        case .transferToCustomerService, .success, .empty: (self, nil)
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
        let accepted = push.isEvent ? 8 : 1
        guard !articles.isEmpty else { return (.success, .noArticles) }
        guard articles.count > accepted else { return (.news(articles), nil) }
        return (.news(Array(articles.prefix(accepted))), .tooManyArticles(accepted: accepted))
    }
}
