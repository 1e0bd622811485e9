import Testing

@testable import Networking

/// A client on a loop of its own, for one test.
final class TestRedis: Sendable {
    typealias Outcome = Result<RedisValue, RedisError>

    let loop = EventLoop()
    let client: RedisClient

    init(_ server: RedisServer, _ limits: RedisClient.Limits) {
        client = RedisClient(loop, server, limits)
        loop.start()
    }

    /// Runs `body` with a client that waits longer than any test does, and closes it.
    static func with(
        _ server: RedisServer, _ change: (inout RedisClient.Limits) -> Void = { _ in },
        _ body: (TestRedis) throws -> Void
    ) rethrows {
        var limits = RedisClient.Limits()
        (limits.connectTime, limits.time) = (30_000, 30_000)
        change(&limits)
        let redis = TestRedis(server, limits)
        defer {
            redis.perform { $0.close() }
            redis.loop.stop()
        }
        try body(redis)
    }

    /// Runs `body` on the loop and waits for its end.
    func perform(_ body: @escaping @Sendable (RedisClient) -> Void) {
        let isDone = Flag()
        loop.execute { [client] in
            body(client)
            isDone.raise()
        }
        isDone.wait()
    }

    /// Sends a command. Its outcome stands in `record`.
    @discardableResult
    func begin(
        _ command: RedisCommand, within time: Int? = nil, _ record: Record<Outcome> = Record()
    ) -> Record<Outcome> {
        perform { client in client.send(command, within: time) { record.append($0) } }
        return record
    }

    /// Sends a command and waits for its outcome.
    func send(_ command: RedisCommand, within time: Int? = nil) -> Outcome {
        begin(command, within: time).outcome
    }

    /// Runs a script and waits for its outcome.
    func run(_ script: RedisScript, keys: [RedisCommand.Word], _ arguments: [RedisCommand.Word] = []) -> Outcome {
        let record = Record<Outcome>()
        perform { client in client.run(script, keys: keys, arguments) { record.append($0) } }
        return record.outcome
    }

    /// Sends a command again and again, until it is answered.
    func sendUntilAnswered(_ command: RedisCommand) -> RedisValue? {
        var value: RedisValue?
        eventually("an answer to a command") {
            value = try? send(command, within: 2_000).get()
            return value != nil
        }
        return value
    }
}

extension Record<TestRedis.Outcome> {
    /// The one outcome there is, or will be.
    var outcome: TestRedis.Outcome {
        eventually("an outcome") { !elements.isEmpty }
        return elements.first ?? .failure(RedisError(.closed))
    }
}

extension TestRedis.Outcome {
    var value: RedisValue? { try? get() }

    var failure: RedisError? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}

extension RedisValue {
    static func text(_ text: String) -> Self { .bytes(Array(text.utf8)) }
}
