import Testing
import XML

@testable import WeChat

struct EndpointLateTests {
    private func endpoint(
        _ change: (inout Account) -> Void = { _ in }, handlers register: (inout HandlerRegistry) -> Void = { _ in }
    ) -> Endpoint {
        var account = Account.test
        change(&account)
        var handlers = HandlerRegistry()
        register(&handlers)
        return Endpoint(account, handlers, .test(), limits: DocumentLimits())
    }

    private func text(_ content: String = "a") throws -> Push {
        try Push("<MsgType>text</MsgType><Content>\(content)</Content><MsgId>1</MsgId>")
    }

    @Test func whatIsTriedDependsOnTheAccount() throws {
        let push = try text()
        #expect(endpoint().lateSteps(for: push) == [.retry, .mailbox])
        #expect(endpoint { $0.appSecret = Secret("s") }.lateSteps(for: push) == [.customerService])
        #expect(
            endpoint { $0.late.policy = .late(.mailbox, .retry, .mailbox) }.lateSteps(for: push) == [.retry, .mailbox])
        // Nobody to call, or nobody to reply to.
        #expect(endpoint { $0.late.policy = .late(.customerService, .mailbox) }.lateSteps(for: push) == [.mailbox])
        #expect(endpoint { $0.type = .miniProgram }.lateSteps(for: push) == [.retry])
        #expect(endpoint { $0.late.policy = .late() }.lateSteps(for: push).isEmpty)
    }

    @Test func whatWeChatTakesNoMessageForIsNeverLate() throws {
        for kind in ["unsubscribe", "TEMPLATESENDJOBFINISH", "xpay_goods_deliver_notify"] {
            #expect(endpoint().lateSteps(for: try Push(event: kind, "")).isEmpty)
        }
    }

    @Test func theFirstHandlerThatSaysSoDecides() throws {
        let endpoint = endpoint(handlers: { handlers in
            handlers.on(Text.self, text: "b", .late(.retry)) { _, _ in nil }
            handlers.on(Text.self) { _, _ in nil }
            handlers.otherwise(.late(.mailbox)) { _, _ in nil }
        })
        #expect(endpoint.lateSteps(for: try text("b")) == [.retry])
        #expect(endpoint.lateSteps(for: try text("a")) == [.mailbox])
        #expect(endpoint.lateSteps(for: try Push(event: "CLICK", "")) == [.mailbox])
    }

    @Test func aTextIsPartedBeforeACharacterWhereThereIsAWay() throws {
        let push = try text()
        let long = String(repeating: "👨‍👩‍👧", count: 200)
        let parted = endpoint { $0.appSecret = Secret("s") }.parted(.text(long), to: push)
        guard case .text(let first) = parted.now, case .text(let rest) = parted.late else {
            Issue.record("not parted")
            return
        }
        #expect(first + rest == long && first.utf8.count <= 2_048 && first.count == 2_048 / 18)
        let unparted = endpoint { $0.late.policy = .late(.retry) }.parted(.text(long), to: push)
        #expect(unparted.now == .text(long) && unparted.late == nil)
    }

    @Test func aTextThatGoesOnInTheMailboxSaysSo() throws {
        let long = String(repeating: "a", count: 2_049)
        let parted = endpoint().parted(.text(long), to: try text())
        guard case .text(let first) = parted.now, case .text(let rest) = parted.late else {
            Issue.record("not parted")
            return
        }
        let notice = Account.Late().continuationNotice
        #expect(first.hasSuffix(notice) && first.utf8.count == 2_048)
        #expect(first.dropLast(notice.count) + rest == long)
    }

    @Test func whatFitsIsLeftAsItIs() throws {
        // The characters that are not sent take no room.
        let text = String(repeating: "a", count: 2_048) + "\u{0}"
        let parted = endpoint().parted(.text(text), to: try self.text())
        #expect(parted.now == .text(text) && parted.late == nil)
        #expect(endpoint().fits(.image(mediaID: "m")) && endpoint().fits(nil) && !endpoint().fits(.text(text)))
    }

    @Test func aMiniProgramsReplyIsAMessage() throws {
        let change: (inout Account) -> Void = { ($0.type, $0.appSecret) = (.miniProgram, Secret("s")) }
        let endpoint = endpoint(change)
        let push = try text()
        #expect(endpoint.parted(.text("a"), to: push) == (nil, .text("a")))
        #expect(endpoint.parted(.transferToCustomerService(), to: push) == (.transferToCustomerService(), nil))
        #expect(endpoint.parted(.success, to: push) == (.success, nil))
    }
}
