/// What goes back to WeChat for a push.
///
/// Texts are sent as they are, without the characters that XML forbids. What WeChat would reject never leaves: see
/// `ReplyMistake`. (Protocol: 被动回复用户消息.)
public enum Reply: Sendable, Equatable {
    // The large ones are `indirect`, so that a reply is passed on in two words.

    /// A text of at most 2048 bytes. Links (`<a href="…">`) and line breaks work.
    case text(String)
    /// A picture that was uploaded to WeChat.
    case image(mediaID: String)
    /// A sound that was uploaded to WeChat.
    case voice(mediaID: String)
    /// A video that was uploaded to WeChat and transcoded there.
    indirect case video(mediaID: String, title: String? = nil, description: String? = nil)
    /// A piece of music, with an uploaded thumbnail.
    indirect case music(Music)
    /// Articles: one when a message is answered, up to eight for an event.
    case news([Article])
    /// Hands the message to human agents, or to one of them by the account `name@gh_…`.
    case transferToCustomerService(account: String? = nil)
    /// Hands a message to the platform's own AI (智能对话), where the account has it.
    case transferToAI
    /// What came of what the push asked for: 0 when it was done. The push's kind knows how WeChat wants to read it, see
    /// `ResultForm`; without a `message` it says `success` or what WeChat's samples say in its place.
    indirect case result(code: Int, message: String? = nil, fields: ReplyFields = [:])
    /// A message of a type that has no case here.
    indirect case custom(type: String, fields: ReplyFields)
    /// The seven bytes `success`: the push has arrived and the user is shown nothing.
    case success
    /// An empty body, which means the same.
    case empty

    /// The data of a search widget (`wxa_widget_data`), as a text of JSON.
    public static func widgetData(_ json: String) -> Reply {
        .custom(type: "widget_data", fields: ["Content": .text(json)])
    }

    /// A piece of music.
    public struct Music: Sendable, Equatable {
        /// The uploaded thumbnail.
        public var thumbMediaID: String
        /// What is played.
        public var title: String?
        /// More about it.
        public var description: String?
        /// Where it is.
        public var url: String?
        /// Where it is in better quality, for Wi-Fi.
        public var hqURL: String?

        /// A piece of music.
        public init(
            thumbMediaID: String, title: String? = nil, description: String? = nil, url: String? = nil,
            hqURL: String? = nil
        ) {
            self.thumbMediaID = thumbMediaID
            self.title = title
            self.description = description
            self.url = url
            self.hqURL = hqURL
        }
    }

    /// An article of a news reply.
    public struct Article: Sendable, Equatable {
        /// The headline.
        public var title: String
        /// The line below it.
        public var description: String
        /// Its picture: 360×200 pixels for the first article, 200×200 for others.
        public var pictureURL: String
        /// What opens.
        public var url: String

        /// An article.
        public init(title: String, description: String, pictureURL: String, url: String) {
            self.title = title
            self.description = description
            self.pictureURL = pictureURL
            self.url = url
        }
    }
}
