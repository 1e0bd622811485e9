import Testing

@testable import WeChat

/// What is answered without a task.
struct HandlerQueueTests {
    private func isAnswered(_ handlers: HandlerRegistry, _ push: Push, by expected: Reply?) throws -> Bool {
        var queue = handlers.queue(for: push)
        return if case .answered(let reply) = try queue.next(push, .test()) { reply == expected } else { false }
    }

    @Test func aHandlerWithoutAwaitNeedsNoTask() throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self, text: "closure") { _, _ in .text("closure") }
        handlers.on(Text.self, text: "statements") { message, context in
            let name = context.account.name
            return .text(name + message.content)
        }
        handlers.on(Text.self, text: "trailing") { .text("\($0.content)\($1.account.appID)") }
        handlers.on(Text.self, text: "throws") { message, _ in try Self.check(message) }
        handlers.on(Text.self, text: "function", Self.check)
        handlers.otherwise { _, _ in nil }
        #expect(try isAnswered(handlers, .text("closure"), by: .text("closure")))
        #expect(try isAnswered(handlers, .text("statements"), by: .text("wx1statements")))
        #expect(try isAnswered(handlers, .text("trailing"), by: .text("trailingwx1")))
        #expect(try isAnswered(handlers, .text("throws"), by: .success))
        #expect(try isAnswered(handlers, .text("function"), by: .success))
        #expect(try isAnswered(handlers, .text("x"), by: nil))
        #expect(try isAnswered(handlers, Push(event: "VIEW"), by: nil))
    }

    @Test func theSameHoldsWhenItIsRegisteredInATask() async throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { _, _ in .text("a") }
        handlers.otherwise { _, _ in .text("b") }
        await Task.yield()
        #expect(try isAnswered(handlers, .text(""), by: .text("a")))
        #expect(try isAnswered(handlers, Push(event: "VIEW"), by: .text("b")))
    }

    @Test func aHandlerThatIsNotAskedDoesNotSuspend() async throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self, text: "wait") { _, _ in
            await Task.yield()
            return .text("waited")
        }
        handlers.on(Text.self) { _, _ in .text("now") }
        #expect(try isAnswered(handlers, .text("x"), by: .text("now")))
        var queue = try handlers.queue(for: .text("wait"))
        guard case .waits(let handler) = try queue.next(.text("wait"), .test()) else {
            Issue.record("a handler that waits was asked without a task")
            return
        }
        #expect(try await handler(.text("wait"), .test()) == .text("waited"))
    }

    @Test func whatWasAskedBeforeIsNotAskedAgain() async throws {
        let log = Log()
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { _, _ in
            log.append("first")
            return nil
        }
        handlers.on(Text.self) { _, _ in
            await Task.yield()
            log.append("second")
            return nil
        }
        handlers.on(Text.self) { _, _ in
            log.append("third")
            return nil
        }
        var queue = try handlers.queue(for: .text("x"))
        guard case .waits(let handler) = try queue.next(.text("x"), .test()) else {
            Issue.record("not suspended")
            return
        }
        #expect(log.lines == ["first"])
        #expect(try await handler(.text("x"), .test()) == nil)
        #expect(try await queue.reply(.text("x"), .test()) == nil)
        #expect(log.lines == ["first", "second", "third"])
    }

    private static func check(_ message: Text, _ context: Context = .test()) throws -> Reply? {
        message.content.isEmpty ? nil : .success
    }
}
