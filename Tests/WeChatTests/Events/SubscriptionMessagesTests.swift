import Testing

@testable import WeChat

struct SubscriptionMessagesTests {
    static let templates = [
        "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc", "9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI",
    ]

    @Test func theAnswersOfAPopUpAreAList() throws {
        let event = SubscribeMsgPopup(push: try Push(event: "subscribe_msg_popup_event", SubscribeMsgPopup.example))
        let choices = event.choices
        #expect(choices.map(\.templateID) == Self.templates && choices.map(\.status) == ["accept", "reject"])
        #expect(choices.map(\.isAccepted) == [true, false] && choices.map(\.popupScene) == [2, 2])
    }

    @Test(arguments: 1...2)
    func inJSONTheListHasNoWrapper(count: Int) throws {
        let list = Self.templates.prefix(count).map {
            "<List><TemplateId>\($0)</TemplateId><SubscribeStatusString>accept</SubscribeStatusString></List>"
        }
        let event = SubscribeMsgPopup(push: try Push(event: "subscribe_msg_popup_event", list.joined()))
        #expect(event.choices.map(\.templateID) == Array(Self.templates.prefix(count)))
        #expect(event.choices.allSatisfy { $0.isAccepted && $0.popupScene == nil })
    }

    @Test func aChangeIsARefusal() throws {
        let event = SubscribeMsgChange(push: try Push(bytes: resource("Samples/subscribe_msg_change_event.xml")))
        #expect(event.kind == .event("subscribe_msg_change_event"))
        #expect(event.choices.map(\.templateID) == [Self.templates[0]] && event.choices.map(\.status) == ["reject"])
        #expect(event.choices.map(\.isAccepted) == [false] && event.choices.map(\.popupScene) == [nil])
        let bare = "<List><TemplateId>t</TemplateId></List>"
        let flat = SubscribeMsgChange(push: try Push(event: "subscribe_msg_change_event", bare))
        #expect(flat.choices.map(\.templateID) == ["t"])
    }

    @Test func aMessageThatWasSentHasItsResult() throws {
        let event = SubscribeMsgSent(push: try Push(bytes: resource("Samples/subscribe_msg_sent_event.xml")))
        #expect(event.kind == .event("subscribe_msg_sent_event") && event.deliveries.count == 1)
        let delivery = try #require(event.deliveries.first)
        #expect(delivery.templateID == Self.templates[0] && delivery.messageID == "1700827132819554304")
        #expect(delivery.errorCode == 0 && delivery.errorStatus == "success")
    }

    @Test func theListMayBeMissing() throws {
        #expect(SubscribeMsgPopup(push: try Push(event: "subscribe_msg_popup_event")).choices.isEmpty)
        #expect(SubscribeMsgSent(push: try Push(event: "subscribe_msg_sent_event")).deliveries.isEmpty)
    }
}
