import Bytes
import Testing

@testable import WeChat

struct ReplyWritingTests {
    private static let head = """
        <xml><ToUserName><![CDATA[user]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName>\
        <CreateTime>1714036600</CreateTime>
        """

    private func bytes(_ reply: Reply, to push: Push) -> String {
        var output = ByteBuffer()
        reply.write(to: &output, answering: push, .message, in: .xml, now: 1_714_036_600)
        return output.text
    }

    static let replies: [(reply: Reply, content: String)] = [
        (.text("a"), "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[a]]></Content>"),
        (
            .text("<a href=\"u?a=1&b=2\">点</a>\n]]>"),
            "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[<a href=\"u?a=1&b=2\">点</a>\n]]]]><![CDATA[>]]></Content>"
        ),
        (.image(mediaID: "m"), "<MsgType><![CDATA[image]]></MsgType><Image><MediaId><![CDATA[m]]></MediaId></Image>"),
        (.voice(mediaID: "m"), "<MsgType><![CDATA[voice]]></MsgType><Voice><MediaId><![CDATA[m]]></MediaId></Voice>"),
        (.video(mediaID: "m"), "<MsgType><![CDATA[video]]></MsgType><Video><MediaId><![CDATA[m]]></MediaId></Video>"),
        (
            .video(mediaID: "m", title: "t]]>", description: "\u{1}d"),
            "<MsgType><![CDATA[video]]></MsgType><Video><MediaId><![CDATA[m]]></MediaId>"
                + "<Title><![CDATA[t]]]]><![CDATA[>]]></Title><Description><![CDATA[d]]></Description></Video>"
        ),
        (
            .music(Reply.Music(thumbMediaID: "m")),
            "<MsgType><![CDATA[music]]></MsgType><Music><ThumbMediaId><![CDATA[m]]></ThumbMediaId></Music>"
        ),
        (
            .music(Reply.Music(thumbMediaID: "m", title: "t", description: "d", url: "u", hqURL: "h")),
            "<MsgType><![CDATA[music]]></MsgType><Music><Title><![CDATA[t]]></Title><Description><![CDATA[d]]></Description>"
                + "<MusicUrl><![CDATA[u]]></MusicUrl><HQMusicUrl><![CDATA[h]]></HQMusicUrl>"
                + "<ThumbMediaId><![CDATA[m]]></ThumbMediaId></Music>"
        ),
        (
            .news([
                Reply.Article(title: "1", description: "", pictureURL: "p", url: "u?a&b"),
                Reply.Article(title: "2", description: "d", pictureURL: "", url: "u"),
            ]),
            "<MsgType><![CDATA[news]]></MsgType><ArticleCount>2</ArticleCount><Articles>"
                + "<item><Title><![CDATA[1]]></Title><Description><![CDATA[]]></Description><PicUrl><![CDATA[p]]></PicUrl>"
                + "<Url><![CDATA[u?a&b]]></Url></item>"
                + "<item><Title><![CDATA[2]]></Title><Description><![CDATA[d]]></Description><PicUrl><![CDATA[]]></PicUrl>"
                + "<Url><![CDATA[u]]></Url></item></Articles>"
        ),
        (.transferToCustomerService(), "<MsgType><![CDATA[transfer_customer_service]]></MsgType>"),
        (.transferToCustomerService(account: ""), "<MsgType><![CDATA[transfer_customer_service]]></MsgType>"),
        (
            .transferToCustomerService(account: "test1@gh_1"),
            "<MsgType><![CDATA[transfer_customer_service]]></MsgType>"
                + "<TransInfo><KfAccount><![CDATA[test1@gh_1]]></KfAccount></TransInfo>"
        ),
    ]

    @Test(arguments: replies)
    func aMessageIsWrittenByteForByte(reply: Reply, content: String) throws {
        #expect(reply.isDocument)
        #expect(bytes(reply, to: try .text("")) == "\(Self.head)\(content)</xml>")
    }

    @Test func aSignOfArrivalIsNoMessage() throws {
        #expect(bytes(.success, to: try .text("")) == "success")
        #expect(bytes(.empty, to: try .text("")) == "")
        #expect(!Reply.success.isDocument && !Reply.empty.isDocument)
    }

    @Test func theAddressesAreSwappedAndSafe() throws {
        let push = try Push(
            document: """
                <xml><ToUserName> gh_]]&gt;
                </ToUserName><FromUserName><![CDATA[a<b&c]]></FromUserName><MsgType>text</MsgType></xml>
                """)
        #expect(
            bytes(.image(mediaID: "m"), to: push).hasPrefix(
                "<xml><ToUserName><![CDATA[a<b&c]]></ToUserName><FromUserName><![CDATA[gh_]]]]><![CDATA[>]]></FromUserName>"
            ))
    }
}
