import WeChat

extension Reply {
    /// What must be read in the reply behind its addresses and its time, written down once more and without any skill;
    /// empty for what is no message. Characters that XML forbids are gone.
    package var leaves: [XMLLeaf] {
        let type: String
        var parts: [(String, String?)] = []
        switch self {
        case .success, .empty: return []
        case .text(let text): (type, parts) = ("text", [("Content", text)])
        case .image(let id): (type, parts) = ("image", [("Image/MediaId", id)])
        case .voice(let id): (type, parts) = ("voice", [("Voice/MediaId", id)])
        case .video(let id, let title, let description):
            type = "video"
            parts = [("Video/MediaId", id), ("Video/Title", title), ("Video/Description", description)]
        case .music(let music):
            type = "music"
            parts = [("Music/Title", music.title), ("Music/Description", music.description)]
            parts += [("Music/MusicUrl", music.url), ("Music/HQMusicUrl", music.hqURL)]
            parts.append(("Music/ThumbMediaId", music.thumbMediaID))
        case .news(let articles):
            type = "news"
            parts = [("ArticleCount", "\(articles.count)")]
            for article in articles {
                parts += [("Articles/item/Title", article.title), ("Articles/item/Description", article.description)]
                parts += [("Articles/item/PicUrl", article.pictureURL), ("Articles/item/Url", article.url)]
            }
        case .transferToCustomerService(let account):
            type = "transfer_customer_service"
            parts = [("TransInfo/KfAccount", account.flatMap { $0.allowedInXML.isEmpty ? nil : $0 })]
        case .transferToAI: type = "transfer_biz_ai_ivr"
        case .result, .custom: fatalError("its fields depend on the push, and are tested by themselves")
        }
        return [XMLLeaf("MsgType", type.utf8)]
            + parts.compactMap { path, text in text.map { XMLLeaf(path, $0.allowedInXML) } }
    }
}

extension String {
    /// The text's bytes without the characters that XML 1.0 forbids: the controls but tab, LF and CR, and U+FFFE, U+FFFF.
    package var allowedInXML: [UInt8] {
        let allowed = unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: true
            case 0..<0x20, 0xFFFE, 0xFFFF: false
            default: true
            }
        }
        return Array(String(allowed).utf8)
    }
}
