/// What may be sent, and in how many messages.
extension CustomerMessage {
    /// Why something cannot be sent.
    public enum Mistake: Error, Sendable, Equatable, CustomStringConvertible {
        /// A reply of this type stands in the answer to a push and nowhere else.
        case onlyAReply(String)
        /// Accounts of this sort cannot send messages of this type.
        case notTaken(String, by: Account.AccountType)
        /// The text, or the menu, is empty or has only characters that XML forbids.
        case emptyText
        /// A media id, or another id, is empty.
        case missingID
        /// There are no articles.
        case noArticles

        /// The mistake in words.
        public var description: String {
            switch self {
            case .onlyAReply(let type): "a \(type) can only be the answer to a push"
            case .notTaken(let type, let account): "a \(account.rawValue) cannot send a \(type)"
            case .emptyText: "empty text"
            case .missingID: "empty id"
            case .noArticles: "news without articles"
            }
        }
    }

    /// Bytes of UTF-8 that a text may have.
    package static let textLimit = 2_048

    /// A text in pieces of at most `limit` bytes, for a message each.
    package static func pieces(of text: String, limit: Int = textLimit) -> [String] {
        XMLText.cleaned(text).pieces(of: limit).map(String.init)
    }

    /// The messages that say what a reply says, in their order; none for a receipt, which says nothing.
    ///
    /// News of several articles become a message for each: the API takes one.
    package static func messages(for reply: Reply) throws(Mistake) -> [CustomerMessage] {
        switch reply {
        case .success, .empty: return []
        case .text(let text): return [.text(text)]
        case .image(let id): return [.image(mediaID: id)]
        case .voice(let id): return [.voice(mediaID: id)]
        case .video(let id, let title, let description):
            return [.video(mediaID: id, title: title, description: description)]
        case .music(let music): return [.music(music)]
        case .news(let articles):
            guard !articles.isEmpty else { throw .noArticles }
            return articles.map { .news($0) }
        case .transferToCustomerService, .transferToAI, .custom: throw .onlyAReply(reply.type)
        case .result: throw .onlyAReply("result")
        }
    }

    /// The message as it can be sent from an account of that sort: a long text in pieces of at most `limit` bytes.
    package func parts(from type: Account.AccountType, limit: Int = textLimit) throws(Mistake) -> [CustomerMessage] {
        guard isTaken(by: type) else { throw .notTaken(self.type, by: type) }
        switch self {
        case .text(let text):
            let pieces = Self.pieces(of: text, limit: limit)
            guard !pieces.isEmpty else { throw .emptyText }
            return pieces.map { .text($0) }
        case .menu(let menu): guard !menu.head.isEmpty, !menu.items.isEmpty else { throw .emptyText }
        case .image(let id), .voice(let id), .video(let id, _, _, _), .mpNews(let id), .mpNewsArticle(let id),
            .card(let id):
            guard !id.isEmpty else { throw .missingID }
        case .music(let music): guard !music.thumbMediaID.isEmpty else { throw .missingID }
        case .miniProgramPage(let page): guard !page.thumbMediaID.isEmpty else { throw .missingID }
        case .news, .link: break
        }
        return [self]
    }

    private func isTaken(by type: Account.AccountType) -> Bool {
        switch (type, self) {
        case (_, .text), (_, .image), (_, .miniProgramPage), (.miniProgram, .link): true
        case (.miniProgram, _), (_, .link): false
        case (.officialAccount, _), (.thirdPartyPlatform, _): true
        }
    }
}
