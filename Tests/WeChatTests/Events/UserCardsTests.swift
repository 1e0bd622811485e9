import Testing

@testable import WeChat

struct UserCardsTests {
    static let card = "pK9xD5wQm1pLr8sYbN2eUc7hRk4W"
    static let friend = "oK9xD5zF-7hRk4Wc6nXe0JqTbA1M"

    @Test func aCardIsReceived() throws {
        let event = CardReceived(push: try Push(bytes: resource("Samples/user_get_card_gift.xml")))
        #expect(event.kind == .event("user_get_card") && event.cardID == Self.card && event.code == "226009850808")
        #expect(event.isGift && event.friendOpenID == Self.friend && event.oldCode == "198374798327")
        #expect(event.outerID == "1234567" && event.outerString == "poster-7")
        #expect(event.isRestored && !event.isRecommended && event.unionID == "o6_bmjrPTlm6_2sgVt7hMZOPfL2M")
    }

    @Test func aCardMayBeNoGift() throws {
        let event = CardReceived(
            push: try Push(
                event: "user_get_card",
                """
                <IsGiveByFriend>0</IsGiveByFriend><FriendUserName/><OldUserCardCode><![CDATA[]]></OldUserCardCode>
                <IsRecommendByFriend>1</IsRecommendByFriend>
                """))
        #expect(!event.isGift && event.friendOpenID == nil && event.oldCode == nil && event.isRecommended)
        #expect(event.outerID == nil && event.outerString == nil && !event.isRestored && event.unionID == nil)
    }

    @Test func aCardIsGiven() throws {
        let event = CardGiven(push: try Push(event: "user_gifting_card", CardGiven.example))
        #expect(event.cardID == Self.card && event.code == "297466945105" && event.friendOpenID == Self.friend)
        #expect(!event.isReturned && !event.isChatRoom)
        let group = CardGiven(push: try Push(bytes: resource("Samples/user_gifting_card_chatroom.xml")))
        #expect(group.kind == .event("user_gifting_card") && group.code == "297466945105")
        #expect(group.isReturned && group.isChatRoom && group.friendOpenID == nil)
    }

    @Test func aCardIsUsed() throws {
        let event = CardUsed(push: try Push(event: "user_consume_card", CardUsed.example))
        #expect(event.cardID == Self.card && event.code == "226009850808" && event.source == "FROM_MOBILE_HELPER")
        #expect(event.locationID == "213515423" && event.locationName == "深圳南山店")
        #expect(event.staffOpenID == Self.friend && event.verifyCode == "7741" && event.remarkAmount == "1280")
        #expect(event.outerString == "poster-7" && event.outerID == "1234567")
        let bare = CardUsed(push: try Push(event: "user_consume_card", "<VerifyCode/><RemarkAmount></RemarkAmount>"))
        #expect(bare.verifyCode == nil && bare.remarkAmount == nil && bare.staffOpenID == nil)
        #expect(bare.locationID == nil && bare.locationName == nil && bare.outerString == nil && bare.outerID == nil)
    }

    @Test func aCardPays() throws {
        let event = CardPayment(push: try Push(event: "user_pay_from_pay_cell", CardPayment.example))
        #expect(event.cardID == Self.card && event.code == "226009850808")
        #expect(event.transactionID == "10022403432015000000000" && event.locationID == "291710000")
        #expect(event.locationName == "深圳南山店" && event.fee == 9_800 && event.originalFee == 10_000)
        let text = CardPayment(push: try Push(event: "user_pay_from_pay_cell", "<Fee><![CDATA[10000]]></Fee>"))
        #expect(text.fee == 10_000 && text.originalFee == nil && text.locationName == nil)
    }

    @Test func aCardIsLookedAt() throws {
        let event = CardViewed(push: try Push(bytes: resource("Samples/user_view_card.xml")))
        #expect(event.kind == .event("user_view_card") && event.cardID == Self.card && event.code == "226009850808")
        #expect(event.outerString == "12b" && event.outerID == nil)
        #expect(CardViewed(push: try Push(event: "user_view_card", CardViewed.example)).outerID == "1234567")
    }

    @Test func cardsHaveIDAndCode() throws {
        let events: [any UserCardEvent] = [
            CardDeleted(push: try Push(event: "user_del_card", CardDeleted.example)),
            CardSessionEntered(push: try Push(event: "user_enter_session_from_card", CardSessionEntered.example)),
            MemberCardActivated(push: try Push(event: "submit_membercard_user_info", MemberCardActivated.example)),
        ]
        #expect(events.allSatisfy { $0.cardID == Self.card && $0.code == "226009850808" && $0.openID == "user" })
    }

    @Test func aMembershipCardChanges() throws {
        let event = MemberCardUpdated(push: try Push(event: "update_member_card", MemberCardUpdated.example))
        #expect(event.cardID == Self.card && event.code == "226009850808")
        #expect(event.bonusChange == 3 && event.balanceChange == -100)
    }
}
