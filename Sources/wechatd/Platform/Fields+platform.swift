import Bytes
import WeChat

/// What WeChat looks at in the documents of its API.
extension Fields {
    /// The document of a call, which is an object of JSON.
    init(call body: [UInt8]) throws(APIError) {
        guard !body.isEmpty else { throw .platform(44002) }
        guard body.first == UInt8(ascii: "{"), let fields = try? Fields(document: body) else { throw .platform(47001) }
        self = fields
    }

    /// Whether it is a message that may be sent.
    func checkMessage() throws(APIError) {
        try checkUser()
        let type = self["msgtype"] ?? ""
        switch type {
        case "text": try checkText(object(type)?["content"] ?? "")
        case "image", "voice", "video", "mpnews": try checkID("media_id", of: type)
        case "music", "miniprogrampage": try checkID("thumb_media_id", of: type)
        case "news":
            guard object(type)?.list("articles").count == 1 else { throw .platform(45008) }
        case "mpnewsarticle", "msgmenu", "wxcard", "link":
            guard object(type) != nil else { throw .platform(47001) }
        default: throw .platform(40008)
        }
    }

    /// Whether it says that somebody is typing, or is not.
    func checkTyping() throws(APIError) {
        try checkUser()
        guard ["Typing", "CancelTyping"].contains(self["command"]) else { throw .platform(45072) }
    }

    private func checkUser() throws(APIError) {
        let user = self["touser"] ?? ""
        guard !user.isEmpty, user.utf8.allSatisfy({ $0.isLetterOrDigit || "_-".utf8.contains($0) }) else {
            throw .platform(40003)
        }
    }

    private func checkText(_ text: String) throws(APIError) {
        guard !text.isEmpty else { throw .platform(44004) }
        guard text.utf8.count <= 2_048 else { throw .platform(45002) }
    }

    private func checkID(_ name: String, of type: String) throws(APIError) {
        guard object(type)?.nonEmpty(name) != nil else { throw .platform(40007) }
    }
}
