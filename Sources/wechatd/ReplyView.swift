import WeChat

/// A reply as the user would see it on his phone.
struct ReplyView {
    /// What appears in the chat.
    let text: String
    /// Whether WeChat accepts the reply.
    let isAccepted: Bool

    private static let fault = "该公众号提供的服务出现故障，请稍后再试"

    /// Reads the answer to a push from `user`.
    init(status: Int, body: [UInt8], user: String) {
        let content = String(decoding: body, as: UTF8.self)
        if status != 200 {
            self.init(fault: "status \(status)")
        } else if content == "success" || content.isEmpty {
            self.init(text: "(nothing: \(content.isEmpty ? "empty body" : content))", isAccepted: true)
        } else if !content.hasPrefix("<xml>") {
            self.init(fault: "neither success nor XML")
        } else if let reply = try? Fields(document: body) {
            self.init(reply, user: user)
        } else {
            self.init(fault: "broken XML")
        }
    }

    private init(_ reply: Fields, user: String) {
        guard reply["ToUserName"] == user else {
            self.init(fault: "the reply is not for \(user)")
            return
        }
        guard let shown = Self.shown(reply), !shown.isEmpty else {
            self.init(fault: "a reply of unknown type, or an empty one")
            return
        }
        self.init(text: shown, isAccepted: true)
    }

    /// What the user sees when there is no acceptable answer.
    init(fault reason: String) {
        self.init(text: "\(Self.fault)  (\(reason))", isAccepted: false)
    }

    private init(text: String, isAccepted: Bool) {
        self.text = text
        self.isAccepted = isAccepted
    }

    private static func shown(_ reply: Fields) -> String? {
        func media(_ name: String) -> String? { reply.object(name)?.nonEmpty("MediaId").map { "[\(name) \($0)]" } }
        switch reply.trimmed("MsgType") {
        case "text": return reply["Content"]
        case "image": return media("Image")
        case "voice": return media("Voice")
        case "video": return media("Video")
        case "music":
            guard let music = reply.object("Music"), music.nonEmpty("ThumbMediaId") != nil else { return nil }
            return "[Music \(music["Title"] ?? "") \(music["MusicUrl"] ?? "")]"
        case "news":
            let articles = reply.object("Articles")?.list("item") ?? []
            guard reply.integer("ArticleCount") == articles.count else { return nil }
            return articles.map { "[\($0["Title"] ?? "") \($0["Url"] ?? "")]" }.joined(separator: "\n")
        case "transfer_customer_service":
            return "(to human agents\(reply.object("TransInfo").flatMap { $0["KfAccount"] }.map { ": \($0)" } ?? ""))"
        default: return nil
        }
    }
}
