import Testing

@testable import WeChat

/// As the bytes that are sent.
struct CustomerMessageTests {
    private func document(_ message: CustomerMessage, from agent: String? = nil) -> String {
        String(decoding: message.document(to: "o1", from: agent), as: UTF8.self)
    }

    @Test(arguments: [
        (CustomerMessage.text("你好\n\"a\" <b> \\ 😀"), "text", #"{"content":"你好\n\"a\" <b> \\ 😀"}"#),
        (.image(mediaID: "m"), "image", #"{"media_id":"m"}"#), (.voice(mediaID: "m"), "voice", #"{"media_id":"m"}"#),
        (
            .video(mediaID: "m", title: "标题"), "video",
            #"{"media_id":"m","thumb_media_id":"m","title":"标题","description":""}"#
        ),
        (
            .video(mediaID: "m", thumbMediaID: "t", title: "a", description: "b"), "video",
            #"{"media_id":"m","thumb_media_id":"t","title":"a","description":"b"}"#
        ),
        (
            .music(.init(thumbMediaID: "t", title: "歌", description: "d", url: "u", hqURL: "h")), "music",
            #"{"title":"歌","description":"d","musicurl":"u","hqmusicurl":"h","thumb_media_id":"t"}"#
        ),
        (
            .music(.init(thumbMediaID: "t", url: "u")), "music",
            #"{"title":"","description":"","musicurl":"u","hqmusicurl":"u","thumb_media_id":"t"}"#
        ),
        (
            .news(.init(title: "a", description: "b", pictureURL: "p", url: "u")), "news",
            #"{"articles":[{"title":"a","description":"b","url":"u","picurl":"p"}]}"#
        ),
        (.mpNews(mediaID: "m"), "mpnews", #"{"media_id":"m"}"#),
        (.mpNewsArticle(articleID: "a"), "mpnewsarticle", #"{"article_id":"a"}"#),
        (.card(id: "c"), "wxcard", #"{"card_id":"c"}"#),
        (
            .menu(.init(head: "满意吗", items: [.init(id: "1", content: "是"), .init(id: "2", content: "否")], tail: "谢谢")),
            "msgmenu",
            #"{"head_content":"满意吗","list":[{"id":"1","content":"是"},{"id":"2","content":"否"}],"tail_content":"谢谢"}"#
        ),
        (
            .miniProgramPage(.init(title: "a", appID: "wx2", path: "p?q=1", thumbMediaID: "t")), "miniprogrampage",
            #"{"title":"a","appid":"wx2","pagepath":"p?q=1","thumb_media_id":"t"}"#
        ),
        (
            .miniProgramPage(.init(title: "a", path: "p", thumbMediaID: "t")), "miniprogrampage",
            #"{"title":"a","pagepath":"p","thumb_media_id":"t"}"#
        ),
        (
            .link(.init(title: "a", description: "b", url: "u", thumbURL: "t")), "link",
            #"{"title":"a","description":"b","url":"u","thumb_url":"t"}"#
        ),
    ])
    func messageIsWrittenAsTheAPIReadsIt(message: CustomerMessage, type: String, content: String) {
        #expect(document(message) == #"{"touser":"o1","msgtype":"\#(type)","\#(type)":\#(content)}"#)
    }

    @Test func agentIsNamed() {
        #expect(
            document(.text("a"), from: "test1@gh_1")
                == #"{"touser":"o1","msgtype":"text","text":{"content":"a"},"customservice":{"kf_account":"test1@gh_1"}}"#
        )
    }

    @Test func typingIsACommand() {
        #expect(
            String(decoding: Typing.document(to: "o1", isTyping: true), as: UTF8.self)
                == #"{"touser":"o1","command":"Typing"}"#)
        #expect(
            String(decoding: Typing.document(to: "o1", isTyping: false), as: UTF8.self)
                == #"{"touser":"o1","command":"CancelTyping"}"#)
    }

    @Test func repliesBecomeMessages() throws {
        let music = Reply.Music(thumbMediaID: "t")
        let article = Reply.Article(title: "a", description: "b", pictureURL: "p", url: "u")
        for (reply, messages) in [
            (Reply.text("a"), [CustomerMessage.text("a")]), (.image(mediaID: "m"), [.image(mediaID: "m")]),
            (.voice(mediaID: "m"), [.voice(mediaID: "m")]),
            (.video(mediaID: "m", title: "t"), [.video(mediaID: "m", title: "t")]), (.music(music), [.music(music)]),
            (.news([article, article]), [.news(article), .news(article)]), (.success, []), (.empty, []),
        ] {
            #expect(try CustomerMessage.messages(for: reply) == messages)
        }
    }

    @Test(arguments: [
        (Reply.transferToCustomerService(), CustomerMessage.Mistake.onlyAReply("transfer_customer_service")),
        (.transferToAI, .onlyAReply("transfer_biz_ai_ivr")), (.result(code: 0), .onlyAReply("result")),
        (.widgetData("{}"), .onlyAReply("widget_data")), (.news([]), .noArticles),
    ])
    func whatIsOnlyAReplyIsNoMessage(reply: Reply, mistake: CustomerMessage.Mistake) {
        #expect(throws: mistake) { try CustomerMessage.messages(for: reply) }
    }

    @Test func miniProgramsHaveMessagesOfTheirOwn() throws {
        let link = CustomerMessage.link(.init(title: "a", description: "b", url: "u", thumbURL: "t"))
        #expect(try link.parts(from: .miniProgram) == [link])
        #expect(throws: CustomerMessage.Mistake.notTaken("link", by: .officialAccount)) {
            try link.parts(from: .officialAccount)
        }
        #expect(throws: CustomerMessage.Mistake.notTaken("voice", by: .miniProgram)) {
            try CustomerMessage.voice(mediaID: "m").parts(from: .miniProgram)
        }
        #expect(try CustomerMessage.text("a").parts(from: .miniProgram) == [.text("a")])
    }

    @Test(arguments: [
        (CustomerMessage.text(""), CustomerMessage.Mistake.emptyText), (.text("\u{1}"), .emptyText),
        (.menu(.init(head: "a", items: [])), .emptyText), (.image(mediaID: ""), .missingID),
        (.card(id: ""), .missingID),
        (.music(.init(thumbMediaID: "")), .missingID),
    ])
    func whatTheAPIWouldRejectIsNotSent(message: CustomerMessage, mistake: CustomerMessage.Mistake) {
        #expect(throws: mistake) { try message.parts(from: .officialAccount) }
    }

    @Test func longTextBecomesSeveralMessages() throws {
        let text = String(repeating: "一二三四五六七八九十\n", count: 200)
        let parts = try CustomerMessage.text(text).parts(from: .officialAccount)
        let texts = parts.compactMap { if case .text(let text) = $0 { text } else { nil } }
        #expect(texts.count == 4 && texts.joined() == text)
        #expect(texts.allSatisfy { $0.utf8.count <= 2_048 && $0.hasSuffix("\n") })
    }
}
