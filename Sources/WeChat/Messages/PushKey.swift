import Bytes
import XML

/// Which push it is: the same for each delivery of it, and another for every other push.
package struct PushKey: Equatable, Sendable, BitwiseCopyable {
    /// Whose pushes run one after the other.
    package typealias User = UInt64
    /// Stands for an account, among all that there are.
    package typealias Account = UInt64

    /// Stands for the account and the user.
    package let user: User
    /// Stands for what tells the push from the user's others.
    package let own: UInt64

    /// A key that was made with this process's `HashSeed`.
    package init(user: User, own: UInt64) {
        self.user = user
        self.own = own
    }

    /// The account of that name, wherever it stands in the configuration.
    package static func account(_ name: String) -> Account {
        var name = name
        return name.withUTF8 { SecretHash.first(UnsafeRawBufferPointer($0)) & 0xFFFF_FFFF_FFFF }
    }

    /// The user of that openid, who writes to an account.
    package static func user(_ openID: String, account: Account) -> User {
        var openID = openID
        return openID.withUTF8 { SecretHash.first(UnsafeRawBufferPointer($0), behind: account) }
    }

    /// The key of a push to an account.
    ///
    /// A message is known by its MsgId, together with its user: two users may have one. (And a text by what it says, for
    /// those who try their handlers with one MsgId.) An event has no id that could be
    /// relied upon, and two may come in one second, so it is known by all that it says; a repetition says the same, in
    /// whatever order. What WeChat counts up from one repetition to the next is left out. An event about an order that WeChat
    /// repeats for hours is known by the order. (Protocol: 消息排重, 重试.)
    package init(_ push: borrowing Push, account: Account) {
        var user: UInt64 = 0
        push.withFromUserName { user = SecretHash.first($0, behind: account) }
        self.user = user
        var own: UInt64 = 0
        push.withMessageID { if !$0.isEmpty { own = SecretHash.second($0, behind: user) } }
        if own != 0 { push.withContent { own = SecretHash.second($0, behind: own) } }
        // Or pushes with neighbouring ids would stand in each other's places.
        own = SecretHash.mixed(own)
        if push.category != .message || own == 0 {
            own = push.contentHash(behind: push.kindDigest & 0xFFFF_FFFF_FFFF ^ account)
        }
        self.own = own
    }
}

extension Push {
    /// Stands for what an event says.
    fileprivate func contentHash(behind start: UInt64) -> UInt64 {
        let tree = fields.tree
        for name in ["OutTradeNo", "WxRefundId", "ComplaintId", "trace_id", "MiniGame"] {
            if let place = tree.child(of: 0, name) { return tree.hash(of: place, behind: start) }
        }
        return tree.hash(of: 0, behind: start)
    }
}

extension ElementTree {
    /// Stands for an element and all in it, in whatever order the elements stand.
    fileprivate func hash(of index: Int, behind start: UInt64) -> UInt64 {
        guard end(of: index) > index + 1 else { return withText(of: index) { SecretHash.second($0, behind: start) } }
        var sum: UInt64 = 0
        forEachChild(of: index) { name, child in
            guard !name.equals("RetryTimes") else { return }
            sum &+= SecretHash.mixed(hash(of: child, behind: SecretHash.second(name, behind: start)))
        }
        return sum & 0x1FFF_FFFF_FFFF_FFFF
    }
}
