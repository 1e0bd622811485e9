import Testing
import WeChat

@testable import wechatd

@Suite struct WeChatDeliveriesTests {
    /// How many deliveries there are, and what the user sees, when this comes of them; nil is no answer.
    private func outcome(_ statuses: Int?..., rule: ReplyRule = .message) -> (count: Int, seen: String) {
        var deliveries = WeChatDeliveries(rule: rule)
        for (number, status) in statuses.enumerated() {
            let view = ReplyView(text: "\(number + 1)", isAccepted: true)
            let step = deliveries.next(after: .init(status: status, milliseconds: 0, view: view))
            if case .end(let view) = step { return (deliveries.count, (view.isAccepted ? "" : "!") + view.text) }
        }
        return (deliveries.count, "more")
    }

    @Test func firstAnswerEndsIt() {
        #expect(outcome(200, 200) == (1, "1"))
        #expect(outcome(nil, 200) == (2, "2"))
        #expect(outcome(500, nil, 200) == (3, "3"))
    }

    @Test func answerThatIsNotTakenEndsItToo() {
        var deliveries = WeChatDeliveries(rule: .message)
        let view = ReplyView(fault: "broken", .message)
        guard case .end(let seen) = deliveries.next(after: .init(status: 200, milliseconds: 0, view: view)) else {
            return #expect(Bool(false), "another delivery")
        }
        #expect(!seen.isAccepted)
        #expect(seen.text == "该公众号提供的服务出现故障，请稍后再试  (broken)")
    }

    @Test func thereAreThreeAndNoMore() {
        #expect(outcome(nil, 302) == (2, "more"))
        #expect(outcome(nil, 403, nil, 200) == (3, "!该公众号提供的服务出现故障，请稍后再试  (no answer to 3 deliveries)"))
    }

    @Test func whoSeesNothingIsToldNothing() {
        #expect(outcome(500, 500, 500, rule: .success) == (3, "!(not accepted: no answer to 3 deliveries)"))
        #expect(outcome(500, 500, 500, rule: .transfer).seen.hasPrefix("!该小程序客服暂时无法提供服务"))
    }
}
