import Testing

@testable import WeChat

struct MiniProgramPageTests {
    @Test func theExampleHasAllItsFields() throws {
        let message = MiniProgramPage(
            push: try Push(
                "<MsgType>miniprogrampage</MsgType><MsgId>24578930163990001</MsgId>\(MiniProgramPage.example)"))
        #expect(message.kind == .message("miniprogrampage") && message.id == "24578930163990001")
        #expect(message.title == "生日蛋糕 8 寸" && message.appID == "wx4c1d9e7f20ab3358")
        #expect(message.pagePath == "pages/goods/detail.html?id=1024")
        #expect(message.thumbURL == "https://mmbiz.qpic.cn/mmbiz_jpg/example/0" && message.thumbMediaID == "thumb-id")
    }

    @Test(arguments: ["", "<ThumbUrl/><ThumbMediaId></ThumbMediaId>"])
    func thePictureMayBeMissing(fields: String) throws {
        let message = MiniProgramPage(push: try Push("<MsgType>miniprogrampage</MsgType>\(fields)"))
        #expect(message.thumbURL == nil && message.thumbMediaID == nil)
    }

    @Test func itIsHandedToCustomerServiceOrNobody() throws {
        let push = try Push("<MsgType>miniprogrampage</MsgType>")
        #expect(Reply.transferToCustomerService().guarded(for: push, MiniProgramPage.replyRule).mistake == nil)
        #expect(Reply.text("hi").guarded(for: push, MiniProgramPage.replyRule).reply == .success)
    }
}
