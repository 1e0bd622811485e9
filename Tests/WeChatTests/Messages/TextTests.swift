import Testing

@testable import WeChat

struct TextTests {
    @Test func theSampleHasAllItsFields() throws {
        let message = Text(push: try .sample("text"))
        #expect([message.push.kind] == Text.kinds && message.push.kind == .message("text"))
        #expect(message.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(message.push.toUserName == "gh_2f7a1c9d84be")
        #expect(message.createTime == 1_714_037_481)
        #expect(message.id == "24578930302211848")
        #expect(message.content == "你好，我想查一下快递🚚到哪里了")
        #expect(message.menuID == nil)
        #expect(message.articleID == nil)
        #expect(message.articleIndex == nil)
    }

    @Test func aTextFromAnArticleNamesIt() throws {
        let message = Text(push: try Push(bytes: resource("Samples/text_from_article.xml")))
        #expect(message.articleID == "2247483679_1")
        #expect(message.articleIndex == 2)
    }

    @Test func aClickedMenuItemHasItsID() throws {
        let message = Text(
            push: try Push(
                "<MsgType>text</MsgType><Content>满意</Content><MsgId>1</MsgId><bizmsgmenuid>101</bizmsgmenuid>"))
        #expect(message.menuID == "101")
        #expect(message.content == "满意")
    }

    @Test(arguments: [" a ", "\n", "\ta\r\nb", "", "  ", "]]", "👨‍👩‍👧", "/::)[Lol]", "e\u{301}", "\u{FEFF}"])
    func aTextComesExactlyAsItWasWritten(content: String) throws {
        #expect(Text(push: try .text(content)).content.unicodeScalars.elementsEqual(content.unicodeScalars))
    }

    @Test func aTextWithoutContentIsEmpty() throws {
        #expect(Text(push: try Push("<MsgType>text</MsgType>")).content == "")
        #expect(Text(push: try Push("<MsgType>text</MsgType><Content/>")).content == "")
    }

    @Test func anIDHasAll64Bits() throws {
        #expect(
            Text(push: try Push("<MsgType>text</MsgType><MsgId>18446744073709551615</MsgId>")).id
                == "18446744073709551615")
    }
}
