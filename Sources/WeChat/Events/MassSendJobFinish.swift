/// What became of a mass message.
public struct MassSendJobFinish: PushType {
    /// `Event` `MASSSENDJOBFINISH`.
    public static let kind = Kind.event("MASSSENDJOBFINISH")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// The id of the mass message, a number of up to 64 bits as it was written.
    public var messageID: String { push.fields.trimmed("MsgID") }

    /// `send success`, `send fail`, or `err(number)` with the reason's number.
    public var status: String { push.fields.trimmed("Status") }

    /// Followers in the group that it was for.
    public var totalCount: Int? { push.fields.integer("TotalCount") }

    /// Followers left after WeChat has taken out those who do not want it; about `sentCount` + `errorCount`.
    public var filterCount: Int? { push.fields.integer("FilterCount") }

    /// Followers who got it.
    public var sentCount: Int? { push.fields.integer("SentCount") }

    /// Followers who did not.
    public var errorCount: Int? { push.fields.integer("ErrorCount") }

    /// What the check for originals found over all articles: 1 no reprint, 2 a reprint that may be sent, 3 one that
    /// may not.
    public var checkState: Int? { push.fields.object("CopyrightCheckResult")?.integer("CheckState") }

    /// What it found article by article; empty when there was no check.
    public var copyrightChecks: [CopyrightCheck] {
        items("CopyrightCheckResult").map { CopyrightCheck(fields: $0) }
    }

    /// Where the articles are; empty when WeChat does not say.
    public var articleURLs: [ArticleURL] {
        items("ArticleUrlResult").map { ArticleURL(fields: $0) }
    }

    private func items(_ name: String) -> [Fields] {
        push.fields.object(name)?.object("ResultList")?.list("item") ?? []
    }

    /// The check of one article.
    public struct CopyrightCheck: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// Which article, counted from 1.
        public var articleIndex: Int? { fields.integer("ArticleIdx") }
        /// What its author declared.
        public var userDeclareState: Int? { fields.integer("UserDeclareState") }
        /// What the check decided.
        public var auditState: Int? { fields.integer("AuditState") }
        /// The original that was found.
        public var originalURL: String { fields.trimmed("OriginalArticleUrl") }
        /// The kind of original.
        public var originalType: Int? { fields.integer("OriginalArticleType") }
        /// Whether it may be reprinted.
        public var canReprint: Bool { fields.integer("CanReprint") == 1 }
        /// Whether the original's content must stand in its place.
        public var needsReplacement: Bool { fields.integer("NeedReplaceContent") == 1 }
        /// Whether the source must be named.
        public var needsSource: Bool { fields.integer("NeedShowReprintSource") == 1 }
    }

    /// The address of one article.
    public struct ArticleURL: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// Which article, counted from 1.
        public var articleIndex: Int? { fields.integer("ArticleIdx") }
        /// Where it is.
        public var url: String { fields.trimmed("ArticleUrl") }
    }
}
