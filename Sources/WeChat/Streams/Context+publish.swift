extension Context {
    /// Appends a push to a Redis Stream, for workers in any language, and returns the id of its entry.
    ///
    /// ```swift
    /// handlers.on(Click.self) { click, context in
    ///     try await context.publish(click, to: "clicks")
    ///     return .text("收到")
    /// }
    /// ```
    /// An entry has the fields `account` (its name), `type` (`message`, `event` or `platform`), `kind`, `msg_id` (empty for
    /// most events), `openid`, `created` (WeChat's time in seconds since 1970), `attempt` (2 and more for a push that is
    /// handled again: it may have been published before) and `document`, the push as an object of JSON whose values are
    /// texts, and arrays of them where a field occurs several times.
    ///
    /// `stream` is a key of Redis. It keeps the last entries, at least `count` of them, and drops those before, whether a
    /// worker has read them or not. It waits some tenths of a second at most, and throws a `PublishFailure`: a handler that
    /// lets it through fails, and its push is answered as its account says (`apology`).
    @discardableResult
    public func publish(
        _ push: Push, to stream: String, keeping count: Int = 100_000
    ) async throws(PublishFailure) -> String {
        guard let streams else { throw .unconfigured }
        let fields: [(String, String)] = [
            ("account", account.name), ("type", push.category.rawValue), ("kind", push.kind.name),
            ("msg_id", push.messageID), ("openid", push.openID), ("created", "\(push.createTime)"),
            ("attempt", "\(attempt)"),
        ]
        let document = ("document", push.fields.json)
        return try await streams.append(
            fields.map { ($0.0, Array($0.1.utf8)) } + [document], to: stream, keeping: count)
    }

    /// The same for a push that has a type.
    @discardableResult
    public func publish(
        _ push: some PushType, to stream: String, keeping count: Int = 100_000
    ) async throws(PublishFailure) -> String {
        try await publish(push.push, to: stream, keeping: count)
    }
}
