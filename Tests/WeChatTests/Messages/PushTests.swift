import Testing
import XML

@testable import WeChat

struct PushTests {
    @Test func theCommonFieldsAreTrimmed() throws {
        let push = try Push(
            document: """
                <xml><ToUserName> gh_1
                </ToUserName><FromUserName>\t<![CDATA[user ]]></FromUserName><CreateTime> 17 </CreateTime>
                <MsgType> text </MsgType><MsgId> 18446744073709551615 </MsgId></xml>
                """)
        #expect(push.toUserName == "gh_1")
        #expect(push.openID == "user")
        #expect(push.createTime == 17)
        #expect(push.kind == .message("text"))
        #expect(push.messageID == "18446744073709551615")
        #expect(push.eventKey == "")
    }

    @Test(arguments: ["Event", "EVENT", " event "])
    func anEventIsOneInAnyCase(type: String) throws {
        #expect(try Push("<MsgType>\(type)</MsgType><Event> CLICK </Event>").kind == .event("CLICK"))
    }

    @Test func aPushMayHaveNothingAtAll() throws {
        let push = try Push(document: "<xml/>")
        #expect(push.kind == .message(""))
        #expect([push.openID, push.toUserName, push.messageID, push.eventKey] == ["", "", "", ""])
        #expect(push.createTime == 0)
        #expect(try Push(document: "<xml><MsgType>event</MsgType></xml>").kind == .event(""))
    }

    @Test func aPlatformsPushHasAnInfoType() throws {
        let push = try Push(bytes: resource("Samples/third_updateauthorized.xml"))
        #expect(push.kind == .platform("updateauthorized"))
        #expect(push["AuthorizerAppid"] == "wx71e2d3c4b5a60918")
    }

    @Test func anEventInsideAnotherElementIsNotThePushs() throws {
        #expect(
            try Push(bytes: resource("Samples/complaint_notify_nested_event.xml")).kind == .event("complaint_notify"))
    }

    @Test func anUnknownPushKeepsEveryRawField() throws {
        let push = try Push(
            """
            <MsgType>hologram</MsgType><a><b>1</b><b><c><![CDATA[ 2 ]]></c></b></a>
            <Title><![CDATA[x]]></Title><a/><a>3</a><中文>四</中文>
            """)
        func outline(_ fields: Fields) -> String {
            "\(fields.name)(\(fields.text)\(fields.children.map(outline).joined()))"
        }
        #expect(push.kind.name == "hologram")
        #expect(
            push.fields.children.dropFirst(3).map(outline).joined()
                == "MsgType(hologram)a(b(1)b(c( 2 )))Title(x)a()a(3)中文(四)")
    }

    /// WeChat has pushes with a field `event` of their own.
    @Test(arguments: [true, false])
    func aFieldOfTheExactNameGoesBeforeOneInAnotherCase(isFirst: Bool) throws {
        let fields = [("FromUserName", "a"), ("ToUserName", "b"), ("MsgType", "event"), ("Event", "CLICK")]
        let exact = fields.map { "<\($0)>\($1)</\($0)>" }.joined()
        let other = fields.map { "<\($0.0.lowercased())>x</\($0.0.lowercased())>" }.joined()
        let push = try Push(document: "<xml>\(isFirst ? exact + other : other + exact)</xml>")
        #expect(push.kind == .event("CLICK"))
        #expect([push.openID, push.toUserName] == ["a", "b"])
    }

    @Test func twoOfACommonFieldAreRefused() {
        for name in ["FromUserName", "ToUserName", "MsgType", "Event", "EventKey", "MsgId", "CreateTime", "Encrypt"] {
            #expect(throws: Refusal.document(.repeated(name))) {
                try Push(document: "<xml><\(name)>1</\(name)><x/><\(name)>1</\(name)></xml>")
            }
        }
    }
}
