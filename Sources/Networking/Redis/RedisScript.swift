/// A small Lua program that the server runs in one piece: nothing else happens between its steps.
package struct RedisScript: Sendable, Hashable {
    let text: String

    /// `text` should be a constant, because the server keeps each text that it has seen.
    package init(_ text: String) {
        self.text = text
    }
}

extension RedisClient {
    /// Runs a script and waits for what it returns, as `send` does.
    package func run(
        _ script: RedisScript, keys: [RedisCommand.Word], _ arguments: [RedisCommand.Word] = [], within time: Int? = nil
    ) async throws(RedisError) -> RedisValue {
        loop.checkIsolated()
        return try await withCheckedContinuation { waiting in
            run(script, keys: keys, arguments, within: time) { waiting.resume(returning: $0) }
        }.get()
    }

    /// Runs a script and calls `answered` once, as `send` does.
    ///
    /// The text goes over the line once: the server's name for it is asked for beside the first run. A server that has
    /// forgotten it says so and has done nothing, and gets the text again, in what is left of the time.
    package func run(
        _ script: RedisScript, keys: [RedisCommand.Word], _ arguments: [RedisCommand.Word] = [],
        within time: Int? = nil, _ answered: @escaping Answered
    ) {
        let words = [.number(keys.count)] + keys + arguments
        let whole = { RedisCommand(["EVAL", .text(script.text)] + words) }
        guard let name = scripts[script] else {
            send(["SCRIPT", "LOAD", .text(script.text)], within: time) { [weak self] result in
                if case .success(.bytes(let name)) = result { self?.scripts[script] = name }
            }
            return send(whole(), within: time, answered)
        }
        let time = time ?? limits.time
        let deadline = MonotonicTime.now() + time
        send(RedisCommand(["EVALSHA", .bytes(name)] + words), within: time) { [weak self] result in
            guard case .success(.error(let words)) = result, words.hasPrefix("NOSCRIPT"), let self else {
                return answered(result)
            }
            send(whole(), within: MonotonicTime.now().milliseconds(until: deadline), answered)
        }
    }
}
