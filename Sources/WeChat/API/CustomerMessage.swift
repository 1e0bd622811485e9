/// A message that is sent to a user through the API, outside the answer to a push. (Protocol: 发送客服消息.)
///
/// A user takes a few for some time after he has written or has done something. Mini Programs know `text`, `image`,
/// `miniProgramPage` and `link` alone; `link` is theirs only.
public enum CustomerMessage: Sendable, Equatable {
    /// A text. One of more than 2048 bytes becomes several messages.
    case text(String)
    /// A picture that was uploaded to WeChat.
    case image(mediaID: String)
    /// A sound that was uploaded to WeChat.
    case voice(mediaID: String)
    /// A video that was uploaded to WeChat, with a picture for it; the video's own id stands in for none.
    indirect case video(mediaID: String, thumbMediaID: String? = nil, title: String? = nil, description: String? = nil)
    /// A piece of music, with an uploaded thumbnail.
    indirect case music(Reply.Music)
    /// An article that opens a page. A message has one.
    indirect case news(Reply.Article)
    /// Articles that were uploaded to WeChat, by their media id.
    case mpNews(mediaID: String)
    /// An article that was published.
    case mpNewsArticle(articleID: String)
    /// A question with answers to tap on.
    indirect case menu(Menu)
    /// A coupon or card.
    case card(id: String)
    /// A page of a Mini Program.
    indirect case miniProgramPage(Page)
    /// A link, from a Mini Program.
    indirect case link(Link)

    /// A question with answers to tap on. The user's choice comes as a text with `bizmsgmenuid`.
    public struct Menu: Sendable, Equatable {
        /// What stands above the answers.
        public var head: String
        /// The answers, each with the id that comes back.
        public var items: [Item]
        /// What stands below them.
        public var tail: String

        /// An answer.
        public struct Item: Sendable, Equatable {
            /// What comes back.
            public var id: String
            /// What the user sees.
            public var content: String

            /// An answer.
            public init(id: String, content: String) {
                self.id = id
                self.content = content
            }
        }

        /// A question.
        public init(head: String, items: [Item], tail: String = "") {
            self.head = head
            self.items = items
            self.tail = tail
        }
    }

    /// A page of a Mini Program.
    public struct Page: Sendable, Equatable {
        /// The headline.
        public var title: String
        /// The Mini Program; nil when it is the account itself.
        public var appID: String?
        /// The page, with its query.
        public var path: String
        /// Its picture, uploaded.
        public var thumbMediaID: String

        /// A page.
        public init(title: String, appID: String? = nil, path: String, thumbMediaID: String) {
            self.title = title
            self.appID = appID
            self.path = path
            self.thumbMediaID = thumbMediaID
        }
    }

    /// A link.
    public struct Link: Sendable, Equatable {
        /// The headline.
        public var title: String
        /// The line below it.
        public var description: String
        /// What opens.
        public var url: String
        /// Where its picture is.
        public var thumbURL: String

        /// A link.
        public init(title: String, description: String, url: String, thumbURL: String) {
            self.title = title
            self.description = description
            self.url = url
            self.thumbURL = thumbURL
        }
    }
}
