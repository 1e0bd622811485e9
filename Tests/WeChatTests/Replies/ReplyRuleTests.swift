import Testing

@testable import WeChat

/// What each rule accepts, and what is sent in place of the rest.
struct ReplyRuleTests {
    static let rules: [ReplyRule] =
        [.message, .transfer, .success, .widget, .device] + ResultForm.allCases.map { .result($0) }

    static let replies: [(reply: Reply, accepted: [ReplyRule])] = [
        (.text("a"), [.message]), (.image(mediaID: "m"), [.message]), (.voice(mediaID: "m"), [.message]),
        (.video(mediaID: "m"), [.message]), (.music(.init(thumbMediaID: "m")), [.message]),
        (.news([.init(title: "t", description: "", pictureURL: "", url: "")]), [.message]),
        (.transferToCustomerService(account: "a"), [.message, .transfer]), (.transferToAI, []),
        (.custom(type: "hologram", fields: [:]), [.message]), (.widgetData("{}"), [.message, .widget]),
        (.custom(type: "device_text", fields: [:]), [.message, .device]),
        (.custom(type: "device_status", fields: [:]), [.message, .device]),
        (.custom(type: "hardware", fields: [:]), [.message, .device]),
        (.result(code: 0, fields: ["a": 1]), ResultForm.allCases.map { .result($0) }),
    ]

    private static func instead(_ rule: ReplyRule) -> Reply {
        switch rule {
        case .message, .transfer, .success, .device: .success
        case .widget: .widgetData("{}")
        case .result(.payment), .result(.game), .result(.deliveryNotice): .result(code: 0)
        case .result(.refundQuery), .result(.logistics), .result(.delivery), .result(.coupon):
            .result(code: -1, message: "not handled")
        }
    }

    @Test(arguments: replies)
    func aReplyIsSentOnlyWhereItIsAccepted(reply: Reply, accepted: [ReplyRule]) throws {
        let push = try Push(event: "CLICK")
        for rule in Self.rules {
            let (sent, mistake) = reply.guarded(for: push, rule)
            #expect(sent == (accepted.contains(rule) ? reply : Self.instead(rule)))
            let name = reply.type.isEmpty ? "result" : reply.type
            #expect(mistake == (accepted.contains(rule) ? nil : .notAccepted(reply: name, to: .event("CLICK"), rule)))
        }
    }

    @Test func onlyAMessageGoesToTheAI() throws {
        #expect(Reply.transferToAI.guarded(for: try .text("a"), .message) == (.transferToAI, nil))
        #expect(Reply.transferToAI.guarded(for: try .text("a"), .transfer).reply == .success)
    }

    @Test(arguments: rules, [Reply.success, .empty])
    func aReceiptIsWrittenAsTheRuleSays(rule: ReplyRule, reply: Reply) throws {
        let (sent, mistake) = reply.guarded(for: try Push(event: "CLICK"), rule)
        switch rule {
        case .result: #expect(sent == .result(code: 0))
        case .widget: #expect(sent == .widgetData("{}"))
        case .message, .transfer, .success, .device: #expect(sent == reply)
        }
        #expect(mistake == nil)
    }

    @Test(arguments: rules)
    func whatNobodyAnsweredIsNotCalledDone(rule: ReplyRule) throws {
        let push = try Push(event: "CLICK")
        #expect(rule.unanswered == Self.instead(rule))
        #expect(rule.unanswered.guarded(for: push, rule) == (Self.instead(rule), nil))
        if case .result = rule {
            #expect(rule.failure == .result(code: -1, message: "failed"))
        } else {
            #expect(rule.failure == nil)
        }
    }

    static let names = ["", "1a", "a b", "a>", "a\"", "é", "a-b", "a.b", "a:b", "\u{0}"]

    @Test(arguments: names)
    func aNameThatCannotBeWrittenIsNotSent(name: String) throws {
        let push = try Push(event: "CLICK")
        let places: [ReplyFields] = [
            ReplyFields([ReplyField(name, 1)]), ["a": .fields(ReplyFields([ReplyField(name, 1)]))],
            ["a": [["b": 1], .fields(ReplyFields([ReplyField(name, "x")]))]],
            ["a": [[.fields(.init([.init(name, 1)]))]]],
        ]
        for fields in places {
            // A refusal must not become a yes because one of its fields was misspelled.
            for form in ResultForm.allCases {
                let (sent, mistake) = Reply.result(code: 30_002, fields: fields).guarded(for: push, .result(form))
                #expect(sent == .result(code: -1, message: "failed") && mistake == .malformedField(name))
            }
            let reply = Reply.custom(type: "hologram", fields: fields)
            #expect(reply.guarded(for: push, .message) == (.success, .malformedField(name)))
        }
        #expect(ReplyMistake.malformedField(name).reason.contains(name.debugDescription))
    }

    @Test func aResultNeedsAnAddressOnlyInAMessage() throws {
        let push = try Push(document: "<xml><Event>minigame_deliver_goods</Event></xml>")
        for form in ResultForm.allCases {
            let (sent, mistake) = Reply.result(code: 7).guarded(for: push, .result(form))
            #expect(sent == (form == .logistics ? Self.instead(.result(form)) : .result(code: 7)))
            #expect(mistake == (form == .logistics ? .noRecipient : nil))
        }
    }

    @Test func theRuleIsKnownForTypedPushesAndGuessedForOthers() throws {
        func rule(_ event: String) throws -> ReplyRule { PushCatalogue.replyRule(for: try Push(event: event)) }
        #expect(try rule("Transport_Add_Order") == .result(.delivery))
        #expect(try rule("update_waybill_status") == .result(.deliveryNotice))
        #expect(try rule("add_waybill") == .result(.logistics))
        #expect(try rule("open_product_receive_coupon") == .result(.coupon))
        #expect(try rule("channels_ec_order_new") == .success)
        #expect(try rule("made_up") == .message)
        #expect(PushCatalogue.replyRule(for: try Push("<InfoType>made_up</InfoType>")) == .success)
    }

    @Test func eachRuleHasItsWords() {
        #expect(Set(Self.rules.map(\.description)).count == 9)
        let mistake = ReplyMistake.notAccepted(reply: "text", to: .event("add_waybill"), .result(.logistics))
        #expect(mistake.reason == "a text reply to add_waybill, which accepts only: result (ResultCode); not sent")
    }
}
