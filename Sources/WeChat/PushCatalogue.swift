/// The pushes that have a type here, by what they are about. A push that is not among them reaches `otherwise`.
public struct PushCatalogue: Sendable {
    /// Pushes about one matter.
    public struct Group: Sendable {
        /// The matter.
        public let title: String
        /// The types.
        public let types: [any PushType.Type]
    }

    /// All groups.
    public static let groups: [Group] = [
        Group(title: "Messages", types: messages), Group(title: "Following and scanning", types: following),
        Group(title: "Menu", types: menu), Group(title: "Jobs", types: jobs),
        Group(title: "Subscription messages", types: subscriptionMessages),
        Group(title: "Customer service", types: customerService), Group(title: "User data", types: userData),
        Group(title: "Cards", types: cards), Group(title: "Cards of users", types: userCards),
        Group(title: "Gift cards", types: giftCards), Group(title: "Stores", types: stores),
        Group(title: "Verification", types: verification), Group(title: "Invoices", types: invoices),
        Group(title: "Products", types: products), Group(title: "Guides", types: guides),
        Group(title: "Devices", types: devices), Group(title: "Audits", types: audits),
        Group(title: "Compliance", types: compliance), Group(title: "Mini Programs", types: miniPrograms),
        Group(title: "Trade", types: trade), Group(title: "Virtual payment", types: xpay + xpayDisputes),
        Group(title: "Mini games", types: miniGames), Group(title: "Dramas, books and live rooms", types: media),
        Group(title: "Express", types: express),
        Group(title: "Logistics providers", types: logistics + singleWaybills + waybillService),
        Group(title: "Same-city delivery", types: delivery + deliveryAccounts),
        Group(title: "Trade component", types: tradeComponent + tradeAfterSales),
        Group(
            title: "Channels shop",
            types: channelsOrders + channelsProducts + channelsCoupons + channelsMembers + channelsShop),
        Group(title: "Third-party platform", types: platform + platformRegistration + platformFiling),
    ]

    /// What WeChat takes for an answer to a push, as far as its kind is known here. A push of an unknown kind may be
    /// answered as its handler likes; what a third-party platform is told takes `success` alone.
    package static func replyRule(for push: Push) -> ReplyRule {
        var low = 0
        var high = rules.count
        while low < high {
            let middle = (low + high) / 2
            if rules[middle].digest < push.kindDigest { low = middle + 1 } else { high = middle }
        }
        guard low < rules.count, rules[low].digest == push.kindDigest else {
            return push.category == .platform ? .success : .message
        }
        return rules[low].rule
    }

    /// The rules in the order of the kinds' digests.
    private static let rules: [(digest: UInt64, rule: ReplyRule)] =
        groups.flatMap(\.types).flatMap { type in type.kinds.map { ($0.digest, type.replyRule) } }
        .sorted { $0.0 < $1.0 }
}
