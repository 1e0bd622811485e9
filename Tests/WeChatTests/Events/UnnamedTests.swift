import Testing

@testable import WeChat

/// Pushes without `MsgType` and `Event`.
struct UnnamedTests {
    private static let types: [any PushType.Type] = [XPaySubscribeIOSRefundQueryNotify.self, InsuranceClaimResult.self]

    private func names(_ push: Push) -> [String] {
        var name = ""
        push.withKindName { name = String(decoding: $0, as: UTF8.self) }
        return [name, push.kind.name]
    }

    @Test(arguments: types, [true, false])
    func theyAreKnownByTheirFields(type: any PushType.Type, isEvent: Bool) throws {
        let push = try Push(document: "<xml>\(isEvent ? "<MsgType>event</MsgType>" : "")\(type.example)</xml>")
        #expect([push.kind] == type.kinds && push.kindDigest == type.kinds[0].digest && push.category == .event)
        #expect(names(push) == [type.kinds[0].name, type.kinds[0].name])
        #expect(PushCatalogue.replyRule(for: push) == type.replyRule)
        #expect(try Push(event: type.kinds[0].name, type.example).kind == push.kind)
    }

    @Test func theirHandlersAreAsked() async throws {
        var handlers = HandlerRegistry()
        handlers.on(XPaySubscribeIOSRefundQueryNotify.self) { query, _ in
            .result(code: 0, fields: ["result_code": query.provideStatus == 1 ? 1 : 0])
        }
        let push = try Push(document: "<xml>\(XPaySubscribeIOSRefundQueryNotify.example)</xml>")
        var queue = handlers.queue(for: push)
        #expect(try await queue.reply(push, .test()) == .result(code: 0, fields: ["result_code": 1]))
        #expect(handlers.replyRule(for: push) == .result(.refundQuery))
    }

    @Test func aNameGoesBeforeTheFields() throws {
        let fields = XPaySubscribeIOSRefundQueryNotify.example
        #expect(try Push(document: "<xml><MsgType>text</MsgType>\(fields)</xml>").kind == .message("text"))
        #expect(try Push(document: "<xml><Event>x</Event>\(fields)</xml>").kind == .event("x"))
        #expect(try Push(document: "<xml><InfoType>x</InfoType>\(fields)</xml>").kind == .platform("x"))
    }

    @Test(arguments: [
        "", "<bundleid/>", "<channel_bill/>", "<OrderNo>1</OrderNo>", "<a><OrderNo/><PayFailReason/></a>",
    ])
    func onlyAllOfThemSayIt(fields: String) throws {
        let push = try Push(document: "<xml>\(fields)</xml>")
        #expect(push.kind == .message("") && names(push) == ["", ""])
    }

    @Test(arguments: ["", "_bare"])
    func appleAsksWhetherToRefund(suffix: String) throws {
        let push = try Push(sample: "xpay_subscribe_ios_refund_query_notify\(suffix).json")
        let event = XPaySubscribeIOSRefundQueryNotify(push: push)
        #expect([event.kind] == XPaySubscribeIOSRefundQueryNotify.kinds)
        #expect([event.refundTime, event.orderTime] == [1_714_035_000, 1_714_000_000])
        #expect([event.channelBill, event.bundleID] == ["470001234567890", "com.example.app"])
        #expect([event.productID, event.orderID] == ["vip_month", "PO-77"])
        #expect([event.count, event.provideStatus] == [1, 1])
        #expect(event.reason == (suffix.isEmpty ? nil : "UNINTENDED_PURCHASE"))
    }

    @Test func aClaimIsPaidOrNot() throws {
        let event = InsuranceClaimResult(push: try Push(document: "<xml>\(InsuranceClaimResult.example)</xml>"))
        #expect([event.orderNumber, event.finishTime] == ["T20240426-0001", "2024-04-26 10:00:00"])
        #expect(event.status == 6 && event.failureReason == "收款账户异常")
        let paid = try Push(document: "<xml><OrderNo>1</OrderNo><Status>5</Status><PayFailReason/></xml>")
        #expect([paid.kind] == InsuranceClaimResult.kinds && InsuranceClaimResult(push: paid).failureReason == "")
    }
}
