import Bytes

/// Messages as `custom/send` reads them. Its names are not those of passive replies: `musicurl` is `MusicUrl` there.
extension CustomerMessage {
    /// The `msgtype`, and the name of the object beside it.
    var type: String {
        switch self {
        case .text: "text"
        case .image: "image"
        case .voice: "voice"
        case .video: "video"
        case .music: "music"
        case .news: "news"
        case .mpNews: "mpnews"
        case .mpNewsArticle: "mpnewsarticle"
        case .menu: "msgmenu"
        case .card: "wxcard"
        case .miniProgramPage: "miniprogrampage"
        case .link: "link"
        }
    }

    /// What is sent to a user, under the name of the agent `name@gh_…` where there is one.
    ///
    /// Not one letter is written as `\u…`: some clients show it so.
    package func document(to openID: String, from agent: String? = nil) -> [UInt8] {
        var output = ByteBuffer()
        output.object(in: .json) { output in
            output.field("touser", openID, in: .json)
            output.field("msgtype", type, in: .json)
            output.fields(type, in: .json) { writeContent(to: &$0) }
            if let agent {
                output.fields("customservice", in: .json) { $0.field("kf_account", agent, in: .json) }
            }
        }
        return Array(output.bytes)
    }

    private func writeContent(to output: inout ByteBuffer) {
        switch self {
        case .text(let text): output.field("content", text, in: .json)
        case .image(let id), .voice(let id), .mpNews(let id): output.field("media_id", id, in: .json)
        case .mpNewsArticle(let id): output.field("article_id", id, in: .json)
        case .card(let id): output.field("card_id", id, in: .json)
        case .video(let id, let thumb, let title, let description):
            output.field("media_id", id, in: .json)
            output.field("thumb_media_id", thumb ?? id, in: .json)
            output.field("title", title ?? "", in: .json)
            output.field("description", description ?? "", in: .json)
        case .music(let music): music.writeMessage(to: &output)
        case .news(let article):
            output.element("articles", in: .json) { output in
                output.append("[")
                output.object(in: .json) { article.writeMessage(to: &$0) }
                output.append("]")
            }
        case .menu(let menu): menu.write(to: &output)
        case .miniProgramPage(let page):
            output.field("title", page.title, in: .json)
            output.field("appid", page.appID, in: .json)
            output.field("pagepath", page.path, in: .json)
            output.field("thumb_media_id", page.thumbMediaID, in: .json)
        case .link(let link):
            output.field("title", link.title, in: .json)
            output.field("description", link.description, in: .json)
            output.field("url", link.url, in: .json)
            output.field("thumb_url", link.thumbURL, in: .json)
        }
    }
}

extension Reply.Music {
    fileprivate func writeMessage(to output: inout ByteBuffer) {
        output.field("title", title ?? "", in: .json)
        output.field("description", description ?? "", in: .json)
        output.field("musicurl", url ?? hqURL ?? "", in: .json)
        output.field("hqmusicurl", hqURL ?? url ?? "", in: .json)
        output.field("thumb_media_id", thumbMediaID, in: .json)
    }
}

extension Reply.Article {
    fileprivate func writeMessage(to output: inout ByteBuffer) {
        output.field("title", title, in: .json)
        output.field("description", description, in: .json)
        output.field("url", url, in: .json)
        output.field("picurl", pictureURL, in: .json)
    }
}

extension CustomerMessage.Menu {
    fileprivate func write(to output: inout ByteBuffer) {
        output.field("head_content", head, in: .json)
        output.element("list", in: .json) { output in
            output.append("[")
            for item in items {
                output.separate()
                output.object(in: .json) { output in
                    output.field("id", item.id, in: .json)
                    output.field("content", item.content, in: .json)
                }
            }
            output.append("]")
        }
        output.field("tail_content", tail, in: .json)
    }
}
