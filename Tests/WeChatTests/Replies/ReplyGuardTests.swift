import Testing

@testable import WeChat

struct ReplyGuardTests {
    private let message: Push
    private let event: Push

    init() throws {
        message = try .text("a")
        event = try Push(event: "CLICK")
    }

    private func guarded(text: String) -> (text: String?, mistake: ReplyMistake?) {
        let (reply, mistake) = Reply.text(text).guarded(for: message, .message)
        if case .text(let text) = reply { return (text, mistake) }
        return (reply == .success ? nil : "?", mistake)
    }

    @Test(arguments: ["", "\u{1}", "\u{FFFE}\u{FFFF}\u{0}\u{1F}"])
    func anEmptyTextBecomesSuccess(text: String) {
        #expect(guarded(text: text) == (nil, .emptyText))
    }

    @Test func aTextOfTheLimitIsSentWhole() {
        for text in [String(repeating: "a", count: 2_048), String(repeating: "好", count: 682) + "ab", "a"] {
            #expect(guarded(text: text) == (text, nil))
        }
        // What is removed does not count.
        #expect(
            guarded(text: "\u{1}" + String(repeating: "a", count: 2_048)) == (String(repeating: "a", count: 2_048), nil)
        )
    }

    @Test(arguments: ["a", "é", "e\u{301}", "好", "😀", "👨‍👩‍👧‍👦", "🇨🇳", "\r\n", "각", "e\u{301}\u{302}\u{303}", "👍🏽", "क्षि"])
    func aLongTextIsCutBeforeACharacter(character: String) throws {
        #expect(character.count == 1)
        let size = character.utf8.count
        for before in 0..<size {
            let padding = String(repeating: "x", count: before)
            let text = padding + String(repeating: character, count: 2_100 / size + 1)
            let (cut, mistake) = guarded(text: text)
            let expected = padding + String(repeating: character, count: (2_048 - before) / size)
            #expect(cut?.utf8.elementsEqual(expected.utf8) == true)
            #expect(mistake == .textTooLong(bytes: text.utf8.count))
        }
    }

    @Test func aCharacterWithoutEndIsNotSent() {
        let text = "e" + String(repeating: "\u{301}", count: 2_000)
        #expect(guarded(text: text) == (nil, .textTooLong(bytes: text.utf8.count)))
        #expect(guarded(text: "a" + text) == ("a", .textTooLong(bytes: text.utf8.count + 1)))
    }

    @Test func aMediaIDIsNeeded() {
        for id in ["", "\u{1}"] {
            for reply: Reply in [
                .image(mediaID: id), .voice(mediaID: id), .video(mediaID: id, title: "t"),
                .music(.init(thumbMediaID: id, title: "t")),
            ] {
                #expect(reply.guarded(for: message, .message) == (.success, .missingMediaID))
            }
        }
        for reply: Reply in [
            .image(mediaID: "m"), .voice(mediaID: "m"), .video(mediaID: "m"), .music(.init(thumbMediaID: "m")),
        ] {
            #expect(reply.guarded(for: message, .message) == (reply, nil))
        }
    }

    @Test func aMessageIsAnsweredWithOneArticleAnEventWithEight() {
        let articles = (0..<10).map { Reply.Article(title: "\($0)", description: "", pictureURL: "", url: "") }
        for (push, accepted) in [(message, 1), (event, 8)] {
            #expect(Reply.news([]).guarded(for: push, .message) == (.success, .noArticles))
            for count in 1...10 {
                let (reply, mistake) = Reply.news(Array(articles[..<count])).guarded(for: push, .message)
                #expect(reply == .news(Array(articles[..<min(count, accepted)])))
                #expect(mistake == (count > accepted ? .tooManyArticles(accepted: accepted) : nil))
            }
        }
    }

    @Test func whoHasNoNameIsNotAnswered() throws {
        for document in [
            "<xml/>", "<xml><MsgType>text</MsgType><ToUserName>gh_1</ToUserName></xml>",
            "<xml><InfoType>authorized</InfoType></xml>",
            "<xml><FromUserName>u</FromUserName><ToUserName> </ToUserName></xml>",
        ] {
            let push = try Push(document: document)
            #expect(Reply.text("a").guarded(for: push, .message) == (.success, .noRecipient))
            #expect(Reply.transferToCustomerService().guarded(for: push, .message) == (.success, .noRecipient))
            #expect(Reply.success.guarded(for: push, .message) == (.success, nil))
            #expect(Reply.empty.guarded(for: push, .message) == (.empty, nil))
        }
    }

    @Test func eachMistakeIsTold() {
        let mistakes: [ReplyMistake] = [
            .noRecipient, .emptyText, .textTooLong(bytes: 3_000), .missingMediaID, .noArticles,
            .tooManyArticles(accepted: 8),
        ]
        #expect(Set(mistakes.map(\.reason)).count == mistakes.count)
        #expect(ReplyMistake.textTooLong(bytes: 3_000).reason.contains("3000"))
    }
}
