/// The handlers of a push that were not asked yet.
package struct HandlerQueue: Sendable {
    /// How far a push has come.
    package enum Step: Sendable {
        /// All handlers were asked: this is the reply, or there is none.
        case answered(Reply?)
        /// This handler wants to wait. When it has no reply, the next step follows.
        case waits(HandlerRegistry.AsyncHandler<Push>)
    }

    private let entries: [HandlerRegistry.Entry]
    private var index = 0

    init(_ entries: [HandlerRegistry.Entry]) {
        self.entries = entries
    }

    /// Asks the handlers as far as that goes without waiting: what needs no task gets none.
    package mutating func next(_ push: Push, _ context: Context) throws -> Step {
        while index < entries.count {
            let entry = index
            index += 1
            guard entries[entry].accepts?(push) ?? true else { continue }
            switch entries[entry].body {
            case .direct(let handler):
                if let reply = try handler(push, context) { return .answered(reply) }
            case .suspending(let handler):
                return .waits(handler)
            }
        }
        return .answered(nil)
    }

    /// Asks one handler after the other until one replies.
    package mutating func reply(_ push: Push, _ context: Context) async throws -> Reply? {
        while true {
            switch try next(push, context) {
            case .answered(let reply): return reply
            case .waits(let handler):
                if let reply = try await handler(push, context) { return reply }
            }
        }
    }
}
