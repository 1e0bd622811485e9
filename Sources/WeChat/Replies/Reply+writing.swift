import Bytes

/// Replies as WeChat reads them (被动回复用户消息): the names are case-sensitive, and nothing stands before `<xml>`.
extension Reply {
    /// Whether the reply is a document, and not just a sign that the push has arrived.
    package var isDocument: Bool {
        switch self {
        case .success, .empty: false
        case .text, .image, .voice, .video, .music, .news, .transferToCustomerService, .transferToAI, .result, .custom:
            true
        }
    }

    /// The bytes that answer `push` in clear, as far as WeChat takes the reply. `now` is in seconds since 1970.
    package func document(answering push: Push, in format: WireFormat, now: Int) -> [UInt8] {
        let rule = PushCatalogue.replyRule(for: push)
        var output = ByteBuffer()
        guarded(for: push, rule).reply.write(to: &output, answering: push, rule, in: format, now: now)
        return Array(output.bytes)
    }

    /// Appends a guarded reply to `push` as bytes. `now` is in seconds since 1970.
    func write(to output: inout ByteBuffer, answering push: Push, _ rule: ReplyRule, in format: WireFormat, now: Int) {
        switch self {
        case .empty: return
        case .success: output.append("success")
        case .text(let text) where format == .xml:
            // The same that is written below, for the reply that nearly all are.
            Self.writeHeader(to: &output, answering: push, now: now)
            output.append("<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[")
            var text = text
            text.withUTF8 { output.append(text: UnsafeRawBufferPointer($0)) }
            output.append("]]></Content></xml>")
        case .result(let code, let message, let fields):
            Self.document(to: &output, in: format) {
                guard case .result(let form) = rule else { return }
                if form.isMessage { Self.writeHeader(to: &$0, answering: push, in: format, now: now) }
                form.write(to: &$0, answering: push, (code, message), fields, in: format)
            }
        case .text, .image, .voice, .video, .music, .news, .transferToCustomerService, .transferToAI, .custom:
            Self.document(to: &output, in: format) {
                Self.writeHeader(to: &$0, answering: push, in: format, now: now)
                $0.field("MsgType", type, in: format)
                writeContent(to: &$0, in: format)
            }
        }
    }

    private static func document(
        to output: inout ByteBuffer, in format: WireFormat, _ content: (inout ByteBuffer) -> Void
    ) {
        if format == .xml { output.append("<xml>") }
        output.object(in: format, content)
        if format == .xml { output.append("</xml>") }
    }

    /// The reply goes the other way: to the user, from the account's original id.
    private static func writeHeader(to output: inout ByteBuffer, answering push: Push, now: Int) {
        output.append("<xml><ToUserName><![CDATA[")
        push.withFromUserName { output.append(text: $0) }
        output.append("]]></ToUserName><FromUserName><![CDATA[")
        push.withToUserName { output.append(text: $0) }
        output.append("]]></FromUserName><CreateTime>")
        output.append(decimal: now)
        output.append("</CreateTime>")
    }

    private static func writeHeader(
        to output: inout ByteBuffer, answering push: Push, in format: WireFormat, now: Int
    ) {
        output.element("ToUserName", in: format) { output in
            push.withFromUserName { output.append(value: $0, in: format) }
        }
        output.element("FromUserName", in: format) { output in
            push.withToUserName { output.append(value: $0, in: format) }
        }
        output.field("CreateTime", number: now, in: format)
    }

    /// The `MsgType`; empty for what is no message.
    var type: String {
        switch self {
        case .text: "text"
        case .image: "image"
        case .voice: "voice"
        case .video: "video"
        case .music: "music"
        case .news: "news"
        case .transferToCustomerService: "transfer_customer_service"
        case .transferToAI: "transfer_biz_ai_ivr"
        case .custom(let type, _): type
        case .result, .success, .empty: ""
        }
    }

    private func writeContent(to output: inout ByteBuffer, in format: WireFormat) {
        switch self {
        case .text(let text): output.field("Content", text, in: format)
        case .image(let mediaID): output.fields("Image", in: format) { $0.field("MediaId", mediaID, in: format) }
        case .voice(let mediaID): output.fields("Voice", in: format) { $0.field("MediaId", mediaID, in: format) }
        case .video(let mediaID, let title, let description):
            output.fields("Video", in: format) {
                $0.field("MediaId", mediaID, in: format)
                $0.field("Title", title, in: format)
                $0.field("Description", description, in: format)
            }
        case .music(let music): output.fields("Music", in: format) { music.write(to: &$0, in: format) }
        case .news(let articles): Self.write(articles, to: &output, in: format)
        case .transferToCustomerService(let account):
            if let account, !XMLText.cleaned(account).isEmpty {
                output.fields("TransInfo", in: format) { $0.field("KfAccount", account, in: format) }
            }
        case .custom(_, let fields): fields.write(to: &output, in: format)
        case .transferToAI, .result, .success, .empty: break
        }
    }

    /// In XML each article is an `item`; an array of JSON needs no name for them.
    private static func write(_ articles: [Article], to output: inout ByteBuffer, in format: WireFormat) {
        output.field("ArticleCount", number: articles.count, in: format)
        output.element("Articles", in: format) { output in
            if format == .json { output.append("[") }
            for article in articles {
                if format == .json { output.separate() }
                if format == .xml { output.append("<item>") }
                output.object(in: format) { article.write(to: &$0, in: format) }
                if format == .xml { output.append("</item>") }
            }
            if format == .json { output.append("]") }
        }
    }
}

extension ResultForm {
    fileprivate func write(
        to output: inout ByteBuffer, answering push: Push, _ result: (code: Int, message: String?),
        _ fields: ReplyFields, in format: WireFormat
    ) {
        if isMessage {
            output.field("MsgType", "event", in: format)
            output.field("Event", push.kind.name, in: format)
        }
        output.field(codeName, number: result.code, in: format)
        output.field(messageName, result.message ?? (result.code == 0 ? successMessage : "failed"), in: format)
        for name in echoes where !fields.all.contains(where: { $0.name == name }) {
            output.field(name, push.fields.nonEmpty(name), in: format)
        }
        fields.write(to: &output, in: format)
    }

    /// Fields of the push that WeChat wants to see again, unless the handler sets them.
    private var echoes: [String] {
        switch self {
        case .logistics: ["Token", "OrderID", "BizID", "WayBillID"]
        case .coupon: ["request_id", "out_coupon_id"]
        case .payment, .game, .refundQuery, .delivery, .deliveryNotice: []
        }
    }
}

extension Reply.Music {
    fileprivate func write(to output: inout ByteBuffer, in format: WireFormat) {
        output.field("Title", title, in: format)
        output.field("Description", description, in: format)
        output.field("MusicUrl", url, in: format)
        output.field("HQMusicUrl", hqURL, in: format)
        output.field("ThumbMediaId", thumbMediaID, in: format)
    }
}

extension Reply.Article {
    fileprivate func write(to output: inout ByteBuffer, in format: WireFormat) {
        output.field("Title", title, in: format)
        output.field("Description", description, in: format)
        output.field("PicUrl", pictureURL, in: format)
        output.field("Url", url, in: format)
    }
}
