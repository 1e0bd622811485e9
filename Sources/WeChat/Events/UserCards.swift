extension PushCatalogue {
    /// What users do with the account's cards (卡券).
    static let userCards: [any PushType.Type] = [
        CardReceived.self, CardGiven.self, CardDeleted.self, CardUsed.self, CardPayment.self, CardViewed.self,
        CardSessionEntered.self, MemberCardUpdated.self, MemberCardActivated.self,
    ]
}

/// What pushes about a user's own card have in common.
public protocol UserCardEvent: CardEvent {}

extension UserCardEvent {
    /// The code of the user's card.
    public var code: String { fields.trimmed("UserCardCode") }
}

/// A user has received a card.
public struct CardReceived: UserCardEvent {
    public static let kinds: [Kind] = .events("user_get_card")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><IsGiveByFriend>1</IsGiveByFriend>\
        <UserCardCode>226009850808</UserCardCode><FriendUserName>oK9xD5zF-7hRk4Wc6nXe0JqTbA1M</FriendUserName>\
        <OuterId>1234567</OuterId><OldUserCardCode>198374798327</OldUserCardCode><OuterStr>poster-7</OuterStr>\
        <IsRestoreMemberCard>0</IsRestoreMemberCard><IsRecommendByFriend>0</IsRecommendByFriend>\
        <UnionId>o6_bmjrPTlm6_2sgVt7hMZOPfL2M</UnionId>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Whether a friend gave it.
    public var isGift: Bool { fields.flag("IsGiveByFriend") }
    /// The friend's openid; nil when it is no gift.
    public var friendOpenID: String? { fields.nonEmpty("FriendUserName") }
    /// The code that the card had with the friend; nil when it is no gift.
    public var oldCode: String? { fields.nonEmpty("OldUserCardCode") }
    /// The number of the place where the card was offered, which `outerString` has replaced.
    public var outerID: String? { fields.nonEmpty("OuterId") }
    /// The place where the card was offered, as the account has named it.
    public var outerString: String? { fields.nonEmpty("OuterStr") }
    /// Whether it is a membership card that he had deleted before.
    public var isRestored: Bool { fields.flag("IsRestoreMemberCard") }
    /// Whether a friend has recommended it.
    public var isRecommended: Bool { fields.flag("IsRecommendByFriend") }
    /// The user's id over all accounts of the owner.
    public var unionID: String? { fields.nonEmpty("UnionId") }
}

/// A user is giving his card away.
public struct CardGiven: UserCardEvent, Notice {
    public static let kinds: [Kind] = .events("user_gifting_card")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><UserCardCode>297466945105</UserCardCode>\
        <IsReturnBack>0</IsReturnBack><FriendUserName>oK9xD5zF-7hRk4Wc6nXe0JqTbA1M</FriendUserName>\
        <IsChatRoom>0</IsChatRoom>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Whether it came back because nobody took it.
    public var isReturned: Bool { fields.flag("IsReturnBack") }
    /// The friend's openid; nil when it was offered to a group.
    public var friendOpenID: String? { fields.nonEmpty("FriendUserName") }
    /// Whether it was offered to a group.
    public var isChatRoom: Bool { fields.flag("IsChatRoom") }
}

/// A user has deleted his card.
public struct CardDeleted: UserCardEvent, Notice {
    public static let kinds: [Kind] = .events("user_del_card")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><UserCardCode>226009850808</UserCardCode>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// A card has been used up (核销).
public struct CardUsed: UserCardEvent, Notice {
    public static let kinds: [Kind] = .events("user_consume_card")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><UserCardCode>226009850808</UserCardCode>\
        <ConsumeSource>FROM_MOBILE_HELPER</ConsumeSource><LocationId>213515423</LocationId>\
        <LocationName>深圳南山店</LocationName><StaffOpenId>oK9xD5zF-7hRk4Wc6nXe0JqTbA1M</StaffOpenId>\
        <VerifyCode>7741</VerifyCode><RemarkAmount>1280</RemarkAmount><OuterStr>poster-7</OuterStr>\
        <OuterId>1234567</OuterId>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// By what: `FROM_API`, `FROM_MP` (the account's web site), `FROM_MOBILE_HELPER` (the assistant on a telephone).
    public var source: String { fields.trimmed("ConsumeSource") }
    /// The shop's id; nil when WeChat does not say.
    public var locationID: String? { fields.nonEmpty("LocationId") }
    /// The shop's name.
    public var locationName: String? { fields.nonEmpty("LocationName") }
    /// The openid of the employee.
    public var staffOpenID: String? { fields.nonEmpty("StaffOpenId") }
    /// What the user typed to use it by himself (自助核销).
    public var verifyCode: String? { fields.nonEmpty("VerifyCode") }
    /// The amount that he noted, as he wrote it.
    public var remarkAmount: String? { fields.nonEmpty("RemarkAmount") }
    /// The place where the card was offered, as the account has named it.
    public var outerString: String? { fields.nonEmpty("OuterStr") }
    /// The number of that place, which `outerString` has replaced.
    public var outerID: String? { fields.nonEmpty("OuterId") }
}

/// A user has paid with his card (微信买单).
public struct CardPayment: UserCardEvent, Notice {
    public static let kinds: [Kind] = .events("user_pay_from_pay_cell")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><UserCardCode>226009850808</UserCardCode>\
        <TransId>10022403432015000000000</TransId><LocationId>291710000</LocationId>\
        <LocationName>深圳南山店</LocationName><Fee>9800</Fee><OriginalFee>10000</OriginalFee>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// WeChat Pay's id of the transaction.
    public var transactionID: String { fields.trimmed("TransId") }
    /// The shop's id, a number as it was written.
    public var locationID: String { fields.trimmed("LocationId") }
    /// The shop's name; nil when WeChat does not say.
    public var locationName: String? { fields.nonEmpty("LocationName") }
    /// What he paid, in 分.
    public var fee: Int? { fields.integer("Fee") }
    /// What it would have cost without the card, in 分.
    public var originalFee: Int? { fields.integer("OriginalFee") }
}

/// A user looks at his card. Told of cards with `need_push_on_view`.
public struct CardViewed: UserCardEvent, Notice {
    public static let kinds: [Kind] = .events("user_view_card")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><UserCardCode>226009850808</UserCardCode>\
        <OuterStr>poster-7</OuterStr><OuterId>1234567</OuterId>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The place where the card was offered, as the account has named it.
    public var outerString: String? { fields.nonEmpty("OuterStr") }
    /// The number of that place, which `outerString` has replaced.
    public var outerID: String? { fields.nonEmpty("OuterId") }
}

/// A user has opened the conversation from his card.
public struct CardSessionEntered: UserCardEvent {
    public static let kinds: [Kind] = .events("user_enter_session_from_card")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><UserCardCode>226009850808</UserCardCode>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}

/// What is on a membership card has changed.
public struct MemberCardUpdated: UserCardEvent, Notice {
    public static let kinds: [Kind] = .events("update_member_card")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><UserCardCode>226009850808</UserCardCode>\
        <ModifyBonus>3</ModifyBonus><ModifyBalance>-100</ModifyBalance>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// How many points came; negative when they went.
    public var bonusChange: Int? { fields.integer("ModifyBonus") }
    /// How much money came; negative when it went.
    public var balanceChange: Int? { fields.integer("ModifyBalance") }
}

/// A user has filled in the form that makes him a member.
public struct MemberCardActivated: UserCardEvent, Notice {
    public static let kinds: [Kind] = .events("submit_membercard_user_info")
    public static let example = """
        <CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><UserCardCode>226009850808</UserCardCode>
        """
    public let push: Push
    public init(push: Push) { self.push = push }
}
