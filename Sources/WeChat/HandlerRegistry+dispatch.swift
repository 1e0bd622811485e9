/// How far a push has come when the call returns.
package enum Dispatch {
    /// All handlers were asked: this is the reply, or there is none.
    case answered(Reply?)
    /// A handler wants to wait. It and those behind it are asked when this is run.
    case suspended(@Sendable () async throws -> Reply?)
}

extension HandlerRegistry {
    /// Asks the handlers, as far as that goes without waiting: what needs no task gets none.
    package func dispatch(_ push: Push, _ context: Context) throws -> Dispatch {
        guard !isWrapped else { return .suspended { try await run(push, context) } }
        let entries = candidates(for: push)
        for index in entries.indices where entries[index].accepts?(push) ?? true {
            switch entries[index].body {
            case .direct(let handler):
                if let reply = try handler(push, context) { return .answered(reply) }
            case .suspending:
                return .suspended { try await ask(entries[index...], push, context) }
            }
        }
        return .answered(nil)
    }
}
