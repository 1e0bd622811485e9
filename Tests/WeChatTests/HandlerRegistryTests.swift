import Synchronization
import Testing

@testable import WeChat

struct HandlerRegistryTests {
    /// The reply to a push, whether or not a handler has waited.
    private func reply(_ handlers: HandlerRegistry, _ push: Push) async throws -> Reply? {
        var queue = handlers.queue(for: push)
        return try await queue.reply(push, .test())
    }

    @Test func theFirstReplyWinsAndNilAsksTheNext() async throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { _, _ in nil }
        handlers.on(Text.self) { message, _ in message.content == "2" ? .text("second") : nil }
        handlers.on(Text.self) { _, _ in .text("third") }
        handlers.on(Text.self) { _, _ in .text("never") }
        handlers.on(Click.self) { _, _ in .text("click") }
        #expect(try await reply(handlers, .text("2")) == .text("second"))
        #expect(try await reply(handlers, .text("3")) == .text("third"))
        #expect(try await reply(handlers, Push(event: "click")) == .text("click"))
        #expect(try await reply(handlers, Push(event: "VIEW")) == nil)
        #expect(try await reply(handlers, Push("<MsgType>click</MsgType>")) == nil)
        #expect(try await reply(HandlerRegistry(), .text("2")) == nil)
    }

    @Test func synchronousAndWaitingHandlersKeepTheirOrder() async throws {
        for waiting in 0..<4 {
            var handlers = HandlerRegistry()
            for index in 0..<4 {
                let answers = String(index)
                if index == waiting {
                    handlers.on(Text.self) { message, _ in
                        await Task.yield()
                        return message.content == answers ? .text("waited \(answers)") : nil
                    }
                } else {
                    handlers.on(Text.self) { message, _ in message.content == answers ? .text(answers) : nil }
                }
            }
            for index in 0..<4 {
                let expected = index == waiting ? "waited \(index)" : "\(index)"
                #expect(try await reply(handlers, .text("\(index)")) == .text(expected))
            }
            #expect(try await reply(handlers, .text("none")) == nil)
        }
    }

    @Test func anEventIsChosenByItsKey() async throws {
        var handlers = HandlerRegistry()
        handlers.on(Click.self, key: "A") { _, _ in .text("exact") }
        handlers.on(Click.self, key: .prefix("ORDER_")) { click, _ in .text("prefix \(click.key)") }
        handlers.on(Click.self, key: .regex(/^\d+$/)) { _, _ in .text("regex") }
        handlers.on(Subscribe.self, key: "42") { _, _ in .text("scene") }
        handlers.on(Subscribe.self, key: "") { _, _ in .text("search") }
        for (key, expected) in [
            ("A", "exact"), ("ORDER_7", "prefix ORDER_7"), ("123", "regex"), ("a", nil), ("AA", nil), ("", nil),
        ] {
            let push = try Push(event: "CLICK", "<EventKey><![CDATA[\(key)]]></EventKey>")
            #expect(try await reply(handlers, push) == expected.map { .text($0) }, "\(key)")
        }
        #expect(
            try await reply(handlers, Push(event: "subscribe", "<EventKey>qrscene_42</EventKey>")) == .text("scene"))
        #expect(try await reply(handlers, Push(event: "subscribe")) == .text("search"))
    }

    @Test func aMessageIsChosenByItsText() async throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self, text: "人工") { _, _ in .transferToCustomerService() }
        handlers.on(Text.self, text: .prefix("/")) { message, _ in .text("command \(message.content)") }
        handlers.on(Text.self, text: .regex(/(?i)hello\s+world/)) { _, _ in .text("greeting") }
        handlers.on(Text.self, where: { $0.content.count > 10 }) { _, _ in .text("long") }
        handlers.on(Text.self, text: .prefix("a"), where: { $0.content.hasSuffix("z") }) { _, _ in .text("a…z") }
        #expect(try await reply(handlers, .text("人工")) == .transferToCustomerService())
        #expect(try await reply(handlers, .text("/help")) == .text("command /help"))
        #expect(try await reply(handlers, .text("x Hello\nWORLD")) == .text("greeting"))
        #expect(try await reply(handlers, .text("01234567890")) == .text("long"))
        #expect(try await reply(handlers, .text("abz")) == .text("a…z"))
        #expect(try await reply(handlers, .text("ab")) == nil)
        #expect(try await reply(handlers, .text(" 人工")) == nil)
    }

    @Test func theRestIsAskedLastWhateverTheOrderOfRegistration() async throws {
        var handlers = HandlerRegistry()
        handlers.otherwise { push, _ in [push.kind] == Text.kinds ? nil : .text("first \(push.kind)") }
        handlers.on(Text.self, text: "typed") { _, _ in .text("typed") }
        handlers.otherwise { _, _ in
            await Task.yield()
            return .text("last")
        }
        handlers.on(Click.self) { _, _ in nil }
        #expect(try await reply(handlers, .text("typed")) == .text("typed"))
        #expect(try await reply(handlers, .text("other")) == .text("last"))
        #expect(try await reply(handlers, Push(event: "CLICK")) == .text("first CLICK"))
        #expect(try await reply(handlers, Push("<MsgType>hologram</MsgType>")) == .text("first hologram"))
    }

    @Test func aHandlerThatThrowsEndsTheAsking() async throws {
        struct Broken: Error {}
        var handlers = HandlerRegistry()
        handlers.on(Text.self, text: "now") { _, _ in throw Broken() }
        handlers.on(Text.self, text: "later") { _, _ in
            await Task.yield()
            throw Broken()
        }
        handlers.on(Text.self) { _, _ in .text("never") }
        for text in ["now", "later"] {
            await #expect(throws: Broken.self) { try await reply(handlers, .text(text)) }
        }
    }

    @Test func aPushTypeOfOnesOwnIsLikeTheOthers() async throws {
        struct CardPassed: PushType {
            static let kinds: [Kind] = .events("card_pass_check")
            let push: Push
            var cardID: String { push.fields.trimmed("CardId") }
            var key: String { cardID }
        }
        var handlers = HandlerRegistry()
        handlers.on(CardPassed.self, key: .prefix("p")) { card, _ in
            .text("\(card.cardID) of \(card.openID) at \(card.createTime)")
        }
        let push = try Push(event: "CARD_pass_check", "<CardId> p1 </CardId>")
        #expect(try await reply(handlers, push) == .text("p1 of user at 1714037481"))
        #expect(try await reply(handlers, Push(event: "card_pass_check", "<CardId>q</CardId>")) == nil)
    }

    private enum Language: ContextKey { static let defaultValue = "zh_CN" }

    @Test func middlewareGoesAroundTheHandlersInItsOrder() async throws {
        let log = Log()
        var handlers = HandlerRegistry()
        for name in ["outer", "inner"] {
            handlers.use { push, context, next in
                log.append("\(name) before \(push.kind)")
                let reply = try await next(push, context)
                log.append("\(name) after")
                return reply
            }
        }
        handlers.on(Text.self) { _, _ in
            log.append("handler")
            return .success
        }
        #expect(try await reply(handlers, .text("a")) == .success)
        #expect(log.lines == ["outer before text", "inner before text", "handler", "inner after", "outer after"])
    }

    @Test func middlewareMayVetoChangeAndAdd() async throws {
        var handlers = HandlerRegistry()
        handlers.use { push, context, next in
            if push["Content"] == "spam" { return .success }
            guard case .text(let text)? = try await next(push, context) else { return nil }
            return .text("<\(text)>")
        }
        handlers.use { push, context, next in
            var context = context
            context[Language.self] = push["Content"] ?? ""
            return try await next(push, context)
        }
        handlers.on(Text.self, text: "none") { _, _ in nil }
        handlers.on(Text.self) { _, context in .text(context[Language.self]) }
        #expect(try await reply(handlers, .text("spam")) == .success)
        #expect(try await reply(handlers, .text("en")) == .text("<en>"))
        #expect(try await reply(handlers, Push(event: "CLICK")) == nil)
        #expect(Context.test()[Language.self] == "zh_CN")
    }

    @Test func middlewareSeesWhatAHandlerThrows() async throws {
        struct Broken: Error {}
        var handlers = HandlerRegistry()
        handlers.use { push, context, next in
            do { return try await next(push, context) } catch is Broken { return .text("sorry") }
        }
        handlers.on(Text.self) { _, _ in throw Broken() }
        #expect(try await reply(handlers, .text("a")) == .text("sorry"))
    }
}

/// Lines in the order in which they were written.
final class Log: Sendable {
    private let storage = Mutex<[String]>([])

    var lines: [String] { storage.withLock { $0 } }

    func append(_ line: String) { storage.withLock { $0.append(line) } }
}
