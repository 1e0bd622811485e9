import Networking
import WeChat

/// Shows a user that his answer is being written, until the push has ended.
final class TypingIndicator: LoopOperation, @unchecked Sendable {  // used on its loop only, by its task too
    private let delivery: Delivery
    private let api: WeChatAPI
    private let inbox: Locked<Inbox<Delivery>>

    /// In milliseconds: WeChat shows it for some fifteen seconds. (Protocol: 客服输入状态.)
    private static let time = 12_000

    init(_ delivery: Delivery, _ api: WeChatAPI, _ inbox: Locked<Inbox<Delivery>>) {
        self.delivery = delivery
        self.api = api
        self.inbox = inbox
    }

    func run() async {
        while inbox.withLock({ $0.isRunning(delivery.key) }) {
            // The user is not worse off without it; the call is counted.
            try? await api.typing(to: delivery.push.openID, true)
            await api.loop.pause(Self.time)
        }
    }
}
