import Testing

@testable import WeChat

struct TemplateSendJobFinishTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = TemplateSendJobFinish(push: try .sample("TEMPLATESENDJOBFINISH"))
        #expect([event.push.kind] == TemplateSendJobFinish.kinds && event.push.kind == .event("TEMPLATESENDJOBFINISH"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_107_825)
        #expect(event.messageID == "200163840")
        #expect(event.status == "failed:user block")
        #expect(!event.isDelivered)
    }

    @Test func aDeliveryIsTold() throws {
        let event = TemplateSendJobFinish(
            push: try Push(event: "TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID><Status><![CDATA[success ]]></Status>"))
        #expect(event.isDelivered)
        #expect(event.push.messageID == "1")
    }
}
