import Bytes

/// Replies as WeChat reads them (被动回复用户消息): the names are case-sensitive, and nothing stands before `<xml>`.
extension Reply {
    /// Whether the reply is a message, and not just a sign that the push has arrived.
    package var isMessage: Bool {
        switch self {
        case .success, .empty: false
        case .text, .image, .voice, .video, .music, .news, .transferToCustomerService: true
        }
    }

    /// Appends the reply to `push` as bytes. `now` is in seconds since 1970.
    func write(to output: inout ByteBuffer, answering push: Push, now: Int) {
        switch self {
        case .empty: return
        case .success: output.append("success")
        case .text, .image, .voice, .video, .music, .news, .transferToCustomerService:
            // The reply goes the other way: to the user, from the account's original id.
            output.append("<xml><ToUserName><![CDATA[")
            push.withFromUserName { output.append(text: $0) }
            output.append("]]></ToUserName><FromUserName><![CDATA[")
            push.withToUserName { output.append(text: $0) }
            output.append("]]></FromUserName><CreateTime>")
            output.append(decimal: now)
            output.append("</CreateTime>")
            writeContent(to: &output)
            output.append("</xml>")
        }
    }

    private func writeContent(to writer: inout ByteBuffer) {
        switch self {
        case .text(let text):
            writer.append("<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[")
            // The guard has cleaned it.
            var text = text
            text.withUTF8 { writer.append(text: UnsafeRawBufferPointer($0)) }
            writer.append("]]></Content>")
        case .image(let mediaID):
            writer.append("<MsgType><![CDATA[image]]></MsgType>")
            writer.element("Image") { $0.field("MediaId", mediaID) }
        case .voice(let mediaID):
            writer.append("<MsgType><![CDATA[voice]]></MsgType>")
            writer.element("Voice") { $0.field("MediaId", mediaID) }
        case .video(let mediaID, let title, let description):
            writer.append("<MsgType><![CDATA[video]]></MsgType>")
            writer.element("Video") {
                $0.field("MediaId", mediaID)
                $0.field("Title", title)
                $0.field("Description", description)
            }
        case .music(let music):
            writer.append("<MsgType><![CDATA[music]]></MsgType>")
            writer.element("Music") { music.write(to: &$0) }
        case .news(let articles):
            writer.append("<MsgType><![CDATA[news]]></MsgType>")
            writer.element("ArticleCount") { $0.append(decimal: articles.count) }
            writer.element("Articles") { for article in articles { article.write(to: &$0) } }
        case .transferToCustomerService(let account):
            writer.append("<MsgType><![CDATA[transfer_customer_service]]></MsgType>")
            if let account, !XMLText.cleaned(account).isEmpty {
                writer.element("TransInfo") { $0.field("KfAccount", account) }
            }
        case .success, .empty: break
        }
    }
}

extension Reply.Music {
    fileprivate func write(to writer: inout ByteBuffer) {
        writer.field("Title", title)
        writer.field("Description", description)
        writer.field("MusicUrl", url)
        writer.field("HQMusicUrl", hqURL)
        writer.field("ThumbMediaId", thumbMediaID)
    }
}

extension Reply.Article {
    fileprivate func write(to writer: inout ByteBuffer) {
        writer.element("item") {
            $0.field("Title", title)
            $0.field("Description", description)
            $0.field("PicUrl", pictureURL)
            $0.field("Url", url)
        }
    }
}
