import Testing

@testable import WeChat

struct PushKeyTests {
    private func key(_ fields: String, user: String = "u", account: PushKey.Account = 0) throws -> PushKey {
        let push = try Push(
            document: "<xml><ToUserName>gh</ToUserName><FromUserName>\(user)</FromUserName>\(fields)</xml>")
        return PushKey(push, account: account)
    }

    private func event(_ name: String, _ more: String = "", time: Int = 1) throws -> PushKey {
        try key("<CreateTime>\(time)</CreateTime><MsgType>event</MsgType><Event>\(name)</Event>\(more)")
    }

    @Test func aMessageIsItsUsersAndItsID() throws {
        let text = "<CreateTime>1</CreateTime><MsgType>text</MsgType><Content>a</Content><MsgId>1</MsgId>"
        #expect(try key(text) == key(text))
        #expect(try key(text) == key("<MsgId> 1 </MsgId><Content>a</Content><MsgType>text</MsgType>"))
        #expect(try key(text) != key(text.replacing(">a<", with: ">b<")))
        #expect(try key(text) != key(text, user: "v"))
        #expect(try key(text) != key(text, account: 1))
        #expect(try key(text) != key(text.replacing("<MsgId>1", with: "<MsgId>2")))
        #expect(try key(text).user == event("CLICK").user)
        #expect(try key(text).user != key(text, user: "v").user && key(text).user != key(text, account: 1).user)
    }

    @Test func accountIsItsName() {
        #expect(PushKey.account("one") == PushKey.account("one"))
        #expect(PushKey.account("one") != PushKey.account("two"))
        #expect(PushKey.account("wx2f7a1c9d84be0001") < 1 << 48)
    }

    @Test func aMessageWithoutAnIDIsWhatItSays() throws {
        let text = "<CreateTime>1</CreateTime><MsgType>text</MsgType><Content>a</Content>"
        #expect(try key(text) == key(text))
        #expect(try key(text) != key(text.replacing(">a<", with: ">b<")))
    }

    @Test func anEventIsWhatItSays() throws {
        let click = "<EventKey>k</EventKey>"
        #expect(try event("CLICK", click) == event("CLICK", click))
        #expect(try event("CLICK", click) != event("CLICK", click, time: 2))
        #expect(try event("CLICK", click) != event("CLICK", "<EventKey>l</EventKey>"))
        #expect(try event("CLICK", click) != event("VIEW", click))
        #expect(try event("CLICK", click) != event("CLICK"))
        #expect(
            try event("user_get_card", "<UserCardCode>1</UserCardCode>")
                != event("user_get_card", "<UserCardCode>2</UserCardCode>"))
        // The job that it is about.
        #expect(
            try event("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID>") != event("TEMPLATESENDJOBFINISH", "<MsgID>2</MsgID>")
        )
    }

    @Test func theOrderOfTheFieldsIsNoPartOfIt() throws {
        let one = "<MsgType>event</MsgType><Event>a</Event><CreateTime>1</CreateTime><x><y>1</y><z>2</z></x>"
        let other = "<x><z>2</z><y>1</y></x><CreateTime>1</CreateTime><Event>a</Event><MsgType>event</MsgType>"
        #expect(try key(one) == key(other))
        #expect(try key(one) != key(one.replacing("<y>1", with: "<y>2").replacing("<z>2", with: "<z>1")))
    }

    @Test func anOrderThatIsToldAgainIsTheSame() throws {
        func refund(_ times: Int, _ id: String, time: Int) throws -> PushKey {
            try event(
                "xpay_refund_notify", "<WxRefundId>\(id)</WxRefundId><RetryTimes>\(times)</RetryTimes>", time: time)
        }
        #expect(try refund(0, "1", time: 1) == refund(3, "1", time: 9))
        #expect(try refund(0, "1", time: 1) != refund(0, "2", time: 1))
        let counted = { (times: Int) in try event("a", "<RetryTimes>\(times)</RetryTimes><b>1</b>") }
        #expect(try counted(0) == counted(1))
        // Goods and coins of one order are two pushes.
        let order = "<OutTradeNo>1</OutTradeNo>"
        #expect(try event("xpay_goods_deliver_notify", order) != event("xpay_coin_pay_notify", order))
    }
}
