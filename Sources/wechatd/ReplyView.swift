import WeChat

/// A reply as the user would see it on his phone.
struct ReplyView {
    /// What appears in the chat.
    let text: String
    /// Whether WeChat accepts the reply.
    let isAccepted: Bool

    init(text: String, isAccepted: Bool) {
        self.text = text
        self.isAccepted = isAccepted
    }

    /// What there is to see without an acceptable answer: a toast in the chat, where a user waits.
    init(fault reason: String, _ rule: ReplyRule) {
        self.init(text: rule.toast.map { "\($0)  (\(reason))" } ?? "(not accepted: \(reason))", isAccepted: false)
    }

    /// What appears of a reply of that type; nil for none that WeChat knows.
    static func content(of reply: Fields, _ type: String) -> String? {
        func media(_ name: String) -> String? { reply.object(name)?.nonEmpty("MediaId").map { "[\(name) \($0)]" } }
        switch type {
        case "text", "widget_data": return reply["Content"]
        case "image": return media("Image")
        case "voice": return media("Voice")
        case "video": return media("Video")
        case "music":
            guard let music = reply.object("Music"), music.nonEmpty("ThumbMediaId") != nil else { return nil }
            return "[Music \(music["Title"] ?? "") \(music["MusicUrl"] ?? "")]"
        case "news":
            // In XML they are items of one element, in JSON an array.
            let articles = reply.list("Articles").flatMap { $0.object("item") == nil ? [$0] : $0.list("item") }
            guard reply.integer("ArticleCount") == articles.count else { return nil }
            return articles.map { "[\($0["Title"] ?? "") \($0["Url"] ?? "")]" }.joined(separator: "\n")
        case "transfer_customer_service":
            return "(to human agents\(reply.object("TransInfo").flatMap { $0["KfAccount"] }.map { ": \($0)" } ?? ""))"
        case "transfer_biz_ai_ivr": return "(to WeChat's AI)"
        case "device_text", "device_event", "device_status", "hardware": return "(\(type) to the device)"
        default: return nil
        }
    }
}

extension ReplyRule {
    /// What appears in the chat where WeChat wanted an answer and has none; nil where no user waits for one.
    fileprivate var toast: String? {
        switch self {
        case .message, .widget, .device: "该公众号提供的服务出现故障，请稍后再试"
        // A Mini Program's, and nobody else's.
        case .transfer: "该小程序客服暂时无法提供服务，请稍后再试"
        case .success, .result: nil
        }
    }
}
