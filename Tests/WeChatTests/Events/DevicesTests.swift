import Testing

@testable import WeChat

struct DevicesTests {
    static let user = "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc"

    @Test func aDeviceSpeaks() throws {
        let message = DeviceText(push: try Push(bytes: resource("Samples/device_text.xml")))
        #expect(message.kind == .message("device_text") && message.id == "24578934317868847")
        #expect(message.deviceType == "gh_2f7a1c9d84be" && message.deviceID == "dev-7F3A")
        #expect(message.content == "5bm05YaF5pyA5L2O5rip5bqm" && message.sessionID == "1042")
        #expect(message.userOpenID == Self.user)
        let fields: ReplyFields = [
            "DeviceType": "gh_2f7a1c9d84be", "DeviceID": "dev-7F3A", "SessionID": "1042", "Content": "aGk=",
        ]
        #expect(message.reply(content: "aGk=") == .custom(type: "device_text", fields: fields))
    }

    @Test func aDeviceIsBound() throws {
        let message = DeviceEvent(push: try Push(bytes: resource("Samples/device_event_bind.xml")))
        #expect(message.kind == .message("device_event") && message.id == "24578934456339778")
        #expect(message.event == "bind" && message.content == "aGVsbG8=" && message.operation == nil)
        #expect(message.deviceType == "gh_2f7a1c9d84be" && message.deviceID == "dev-7F3A")
        #expect(message.sessionID == "1043" && message.userOpenID == Self.user)
        let unbound = DeviceEvent(push: try Push(bytes: resource("Samples/device_event_unbind.xml")))
        #expect(unbound.event == "unbind" && unbound.content == "" && unbound.sessionID == "1044")
    }

    @Test(arguments: ["device_event", "device_status"])
    func aDevicesStateIsAskedFor(name: String) throws {
        let message = DeviceEvent(push: try Push("<MsgType>\(name)</MsgType>\(DeviceEvent.example)"))
        #expect(
            DeviceEvent.kinds.contains(message.kind) && message.event == "subscribe_status" && message.operation == 2)
        let address: [ReplyField] = [
            ReplyField("DeviceType", "gh_2f7a1c9d84be"), ReplyField("DeviceID", "dev-7F3A"),
            ReplyField("SessionID", "1043"),
        ]
        let event = ReplyFields(address + [ReplyField("Event", "subscribe_status"), ReplyField("Content", "aGk=")])
        #expect(message.reply(content: "aGk=") == .custom(type: "device_event", fields: event))
        let status = ReplyFields(address + [ReplyField("DeviceStatus", 1)])
        #expect(message.reply(deviceStatus: 1) == .custom(type: "device_status", fields: status))
    }

    @Test func aDeviceTakesItsOwnRepliesAlone() throws {
        let push = try Push("<MsgType>device_text</MsgType>\(DeviceText.example)")
        let message = DeviceText(push: push)
        #expect(message.reply(content: "aGk=").guarded(for: push, DeviceText.replyRule).mistake == nil)
        #expect(Reply.text("hi").guarded(for: push, DeviceText.replyRule).reply == .success)
        let view = Reply.hardware(view: "myrank", action: "ranklist")
        #expect(
            view
                == .custom(
                    type: "hardware", fields: ["HardWare": ["MessageView": "myrank", "MessageAction": "ranklist"]]))
        #expect(view.guarded(for: push, DeviceText.replyRule).mistake == nil)
        #expect(view.guarded(for: try Push(event: "CLICK"), Click.replyRule).mistake == nil)
    }
}
