extension PushCatalogue {
    /// What became of template messages, mass messages and publications.
    static let jobs: [any PushType.Type] = [
        TemplateSendJobFinish.self, MassSendJobFinish.self, PublishJobFinish.self,
    ]
}

/// What became of a template message.
public struct TemplateSendJobFinish: Notice {
    public static let kinds: [Kind] = .events("TEMPLATESENDJOBFINISH")
    public static let example = "<MsgID>200163836</MsgID><Status>success</Status>"
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The id of the template message, a number of up to 64 bits as it was written.
    public var messageID: String { fields.trimmed("MsgID") }
    /// `success`, `failed:user block`, `failed: system failed`; blanks vary.
    public var status: String { fields.trimmed("Status") }
    /// Whether the user has it.
    public var isDelivered: Bool { status == "success" }
}

/// What became of a mass message.
public struct MassSendJobFinish: Notice {
    public static let kinds: [Kind] = .events("MASSSENDJOBFINISH")
    public static let example = """
        <MsgID>1000001625</MsgID><Status>err(30003)</Status><TotalCount>0</TotalCount><FilterCount>0</FilterCount>\
        <SentCount>0</SentCount><ErrorCount>0</ErrorCount><CopyrightCheckResult><Count>1</Count><ResultList><item>\
        <ArticleIdx>1</ArticleIdx><UserDeclareState>0</UserDeclareState><AuditState>2</AuditState>\
        <OriginalArticleUrl>https://mp.weixin.qq.com/s/a</OriginalArticleUrl>\
        <OriginalArticleType>1</OriginalArticleType><CanReprint>1</CanReprint>\
        <NeedReplaceContent>1</NeedReplaceContent><NeedShowReprintSource>1</NeedShowReprintSource></item></ResultList>\
        <CheckState>2</CheckState></CopyrightCheckResult><ArticleUrlResult><Count>1</Count><ResultList><item>\
        <ArticleIdx>1</ArticleIdx><ArticleUrl>https://mp.weixin.qq.com/s/b</ArticleUrl></item></ResultList>\
        </ArticleUrlResult>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The id of the mass message, a number of up to 64 bits as it was written.
    public var messageID: String { fields.trimmed("MsgID") }
    /// `send success`, `send fail`, or `err(number)` with the reason's number.
    public var status: String { fields.trimmed("Status") }
    /// Followers in the group that it was for.
    public var totalCount: Int? { fields.integer("TotalCount") }
    /// Followers left after WeChat has taken out those who do not want it; about `sentCount` + `errorCount`.
    public var filterCount: Int? { fields.integer("FilterCount") }
    /// Followers who got it.
    public var sentCount: Int? { fields.integer("SentCount") }
    /// Followers who did not.
    public var errorCount: Int? { fields.integer("ErrorCount") }
    /// What the check for originals found over all articles: 1 no reprint, 2 a reprint that may be sent, 3 one that
    /// may not.
    public var checkState: Int? { fields.object("CopyrightCheckResult")?.integer("CheckState") }
    /// What it found article by article; empty when there was no check.
    public var copyrightChecks: [CopyrightCheck] {
        items("CopyrightCheckResult").map { CopyrightCheck(fields: $0) }
    }
    /// Where the articles are; empty when WeChat does not say.
    public var articleURLs: [ArticleURL] {
        items("ArticleUrlResult").map { ArticleURL(fields: $0) }
    }

    private func items(_ name: String) -> [Fields] {
        fields.object(name)?.object("ResultList")?.list("item") ?? []
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

/// What became of a publication (发布).
public struct PublishJobFinish: Notice {
    public static let kinds: [Kind] = .events("PUBLISHJOBFINISH", "FREEPUBLISHJOBFINISH")
    public static let example = """
        <PublishEventInfo><publish_id>2247503051</publish_id><publish_status>0</publish_status>\
        <article_id>b5O2OUs25HBxRceL7hfReg-U9QGeq9zQjiDvy</article_id><article_detail><count>1</count><item>\
        <idx>1</idx><article_url>https://mp.weixin.qq.com/s/a</article_url></item></article_detail></PublishEventInfo>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The id of the job, a number of up to 64 bits as it was written.
    public var publishID: String { info.trimmed("publish_id") }
    /// 0 published, 1 at work, 2 refused by the check for originals, 3 failed, 4 refused by the platform, 5 deleted by the
    /// user afterwards, 6 blocked by the platform afterwards.
    public var status: Int? { info.integer("publish_status") }
    /// The id of what was published; nil when nothing was.
    public var articleID: String? { info.nonEmpty("article_id") }
    /// How many articles it has.
    public var articleCount: Int? { info.object("article_detail")?.integer("count") }
    /// Where they are.
    public var articles: [Article] {
        (info.object("article_detail")?.list("item") ?? []).map { Article(fields: $0) }
    }
    /// Which articles were refused, counted from 1.
    public var failedIndexes: [Int] { info.integers("fail_idx") }

    private var info: Fields { fields.inside("PublishEventInfo") }
    /// The address of one article.
    public struct Article: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// Which article, counted from 1.
        public var index: Int? { fields.integer("idx") }
        /// Where it is.
        public var url: String { fields.trimmed("article_url") }
    }
}
