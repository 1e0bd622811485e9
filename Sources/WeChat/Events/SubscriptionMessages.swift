extension PushCatalogue {
    /// What users want of subscription messages (订阅通知, 订阅消息), and what became of those.
    static let subscriptionMessages: [any PushType.Type] = [
        SubscribeMsgPopup.self, SubscribeMsgChange.self, SubscribeMsgSent.self,
    ]
}

/// A user has been asked whether he wants messages, and has answered.
public struct SubscribeMsgPopup: Notice {
    public static let kinds: [Kind] = .events("subscribe_msg_popup_event")
    public static let example = """
        <SubscribeMsgPopupEvent><List><TemplateId>VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc</TemplateId>\
        <SubscribeStatusString>accept</SubscribeStatusString><PopupScene>2</PopupScene></List>\
        <List><TemplateId>9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI</TemplateId>\
        <SubscribeStatusString>reject</SubscribeStatusString><PopupScene>2</PopupScene></List>\
        </SubscribeMsgPopupEvent>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// His answers, one for each template.
    public var choices: [SubscribeMsgChoice] {
        fields.inside("SubscribeMsgPopupEvent").list("List").map { SubscribeMsgChoice(fields: $0) }
    }
}

/// A user has changed in his settings what messages he wants. Only refusals are told.
public struct SubscribeMsgChange: Notice {
    public static let kinds: [Kind] = .events("subscribe_msg_change_event")
    public static let example = """
        <SubscribeMsgChangeEvent><List><TemplateId>VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc</TemplateId>\
        <SubscribeStatusString>reject</SubscribeStatusString></List></SubscribeMsgChangeEvent>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// What he wants now, one for each template.
    public var choices: [SubscribeMsgChoice] {
        fields.inside("SubscribeMsgChangeEvent").list("List").map { SubscribeMsgChoice(fields: $0) }
    }
}

/// What a user wants of one template.
public struct SubscribeMsgChoice: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// The template's id.
    public var templateID: String { fields.trimmed("TemplateId") }
    /// `accept` or `reject`.
    public var status: String { fields.trimmed("SubscribeStatusString") }
    /// Whether he wants messages.
    public var isAccepted: Bool { status == "accept" }
    /// Where he was asked: 0 in a Mini Program, 1 on a page, 2 in an article; nil when he changed his settings.
    public var popupScene: Int? { fields.integer("PopupScene") }
}

/// What became of subscription messages.
public struct SubscribeMsgSent: Notice {
    public static let kinds: [Kind] = .events("subscribe_msg_sent_event")
    public static let example = """
        <SubscribeMsgSentEvent><List><TemplateId>VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc</TemplateId>\
        <MsgID>1700827132819554304</MsgID><ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus></List>\
        </SubscribeMsgSentEvent>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The messages.
    public var deliveries: [Delivery] {
        fields.inside("SubscribeMsgSentEvent").list("List").map { Delivery(fields: $0) }
    }

    /// What became of one message.
    public struct Delivery: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// The template's id.
        public var templateID: String { fields.trimmed("TemplateId") }
        /// The message's id, a number of up to 64 bits as it was written.
        public var messageID: String { fields.trimmed("MsgID") }
        /// 0 when the user has it.
        public var errorCode: Int? { fields.integer("ErrorCode") }
        /// `success`, or why he has not.
        public var errorStatus: String { fields.trimmed("ErrorStatus") }
    }
}
