extension Account {
    /// What is done about answers for which the reply to a push has no time, or no room.
    public struct Late: Sendable, Equatable {
        /// The steps; nil is `.customerService` with an AppSecret, and `.retry` and `.mailbox` without.
        public var policy: LatePolicy?
        /// Whether the user is shown that an answer is being written (客服输入状态), until it is sent as a message.
        public var showsTyping = false
        /// What the user is told whose answer will be in the mailbox.
        public var mailboxNotice = "正在处理，稍后发送任意内容获取结果"
        /// What stands behind the first part of a text, when the rest is in the mailbox.
        public var continuationNotice = "……（回复“继续”查看余下内容）"
        /// What the user has to write for the rest.
        public var continuationWord = "继续"

        /// The defaults.
        public init() {}
    }

    /// The steps where a handler does not say.
    var latePolicy: LatePolicy { late.policy ?? (appSecret == nil ? .late(.retry, .mailbox) : .late(.customerService)) }
}
