extension PushCatalogue {
    /// Devices of users (微信硬件平台, which WeChat has closed).
    static let devices: [any PushType.Type] = [DeviceText.self, DeviceEvent.self]
}

/// What pushes about a device have in common.
public protocol DeviceMessage: Message {}

extension DeviceMessage {
    /// A device message alone.
    public static var replyRule: ReplyRule { .device }

    /// The device's type: the original id of its maker's account.
    public var deviceType: String { fields.trimmed("DeviceType") }
    /// The device's id.
    public var deviceID: String { fields.trimmed("DeviceID") }
    /// What goes between device and maker, in Base64; may be empty.
    public var content: String { fields.trimmed("Content") }
    /// The id of the conversation with the device.
    public var sessionID: String { fields.trimmed("SessionID") }
    /// The openid of the user.
    public var userOpenID: String { fields.trimmed("OpenID") }

    /// A reply of that type to the device.
    fileprivate func reply(_ type: String, _ more: [ReplyField]) -> Reply {
        .custom(
            type: type,
            fields: ReplyFields(
                [
                    ReplyField("DeviceType", .text(deviceType)), ReplyField("DeviceID", .text(deviceID)),
                    ReplyField("SessionID", .text(sessionID)),
                ] + more))
    }
}

/// What a device says. Takes `reply(content:)`.
public struct DeviceText: DeviceMessage {
    public static let kinds: [Kind] = .messages("device_text")
    public static let example = """
        <DeviceType>gh_2f7a1c9d84be</DeviceType><DeviceID>dev-7F3A</DeviceID>\
        <Content>5bm05YaF5pyA5L2O5rip5bqm</Content><SessionID>1042</SessionID>\
        <OpenID>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenID>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What the device is told, in Base64.
    public func reply(content: String) -> Reply {
        reply("device_text", [ReplyField("Content", .text(content))])
    }
}

/// A user has bound or unbound a device, or wants to know its state or no more. Takes `reply(content:)` or
/// `reply(deviceStatus:)`.
public struct DeviceEvent: DeviceMessage {
    public static let kinds: [Kind] = .messages("device_event", "device_status")
    public static let example = """
        <Event>subscribe_status</Event><DeviceType>gh_2f7a1c9d84be</DeviceType><DeviceID>dev-7F3A</DeviceID>\
        <Content>aGVsbG8=</Content><SessionID>1043</SessionID><OpType>2</OpType>\
        <OpenID>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</OpenID>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// `bind`, `unbind`, `subscribe_status` or `unsubscribe_status`.
    public var event: String { fields.trimmed("Event") }
    /// What is wanted of the state; nil when WeChat does not say.
    public var operation: Int? { fields.integer("OpType") }

    /// What the device is told, in Base64.
    public func reply(content: String) -> Reply {
        reply("device_event", [ReplyField("Event", .text(event)), ReplyField("Content", .text(content))])
    }

    /// The device's state, for `subscribe_status`: 0 when it is not connected, 1 when it is.
    public func reply(deviceStatus: Int) -> Reply {
        reply("device_status", [ReplyField("DeviceStatus", .number(deviceStatus))])
    }
}

extension Reply {
    /// Opens a view of WeChat's own for devices, such as `myrank` with the action `ranklist`.
    public static func hardware(view: String, action: String) -> Reply {
        .custom(type: "hardware", fields: ["HardWare": ["MessageView": .text(view), "MessageAction": .text(action)]])
    }
}
