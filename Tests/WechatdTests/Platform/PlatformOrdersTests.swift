import Testing

@testable import wechatd

@Suite struct PlatformOrdersTests {
    private func orders(_ texts: String...) throws -> PlatformOrders<Int> {
        var orders = PlatformOrders<Int>()
        try orders.replace(texts, expected: "a number") { Int($0) }
        return orders
    }

    @Test func oneComesAfterTheOther() throws {
        var orders = try orders("send=1:2", "token=7", "send=2:1", "send=3")
        #expect((0..<5).map { _ in orders.next(.send) } == [1, 1, 2, 3, 3])
        #expect((0..<2).map { _ in orders.next(.token) } == [7, 7])
        #expect(orders.next(.typing) == nil)
    }

    @Test func whatIsUsedUpIsOver() throws {
        var orders = try orders("stable_token=1:1")
        #expect(orders.next(.stableToken) == 1)
        #expect(orders.next(.stableToken) == nil)
    }

    @Test func newOrdersTakeThePlaceOfThoseForTheSameCall() throws {
        var orders = try orders("send=1", "typing=1")
        try orders.replace(["send=2:1"], expected: "a number") { Int($0) }
        #expect(orders.next(.send) == 2)
        #expect(orders.next(.send) == nil)
        #expect(orders.next(.typing) == 1)
    }

    @Test(arguments: ["", "send", "send=", "=1", "shout=1", "send=a", "send=1:", "send=1:0", "send=1:a", "send=1:1:1"])
    func mistakeChangesNothing(_ text: String) throws {
        var orders = try orders("send=1")
        let error = #expect(throws: PlatformMistake.self) {
            try orders.replace(["send=2", text], expected: "a number") { Int($0) }
        }
        #expect(error?.description.hasSuffix("found \(text)") == true)
        #expect(
            error?.description.hasPrefix("expected CALL=a number, perhaps with :TIMES (calls: send, typing") == true)
        #expect(orders.next(.send) == 1)
    }

    @Test func faultsAreRead() {
        #expect(PlatformFault("ok") == PlatformFault.none)
        #expect(PlatformFault("silent") == .silence)
        #expect(PlatformFault("reset") == .reset)
        #expect(PlatformFault("expire") == .expiry)
        #expect(PlatformFault("-1") == .error(-1))
        #expect(PlatformFault("45015") == .error(45015))
        for text in ["", "no", "0", "-2", "99", "299", "999"] { #expect(PlatformFault(text[...]) == nil) }
        for text in ["500", "503", "403"] {
            let isStatus = if case .status = PlatformFault(text[...]) { true } else { false }
            #expect(isStatus, "\(text)")
        }
    }
}
