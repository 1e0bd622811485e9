import Networking
import WeChat

/// Streams of Redis: over the client of the loop that a handler runs on, or for those that run elsewhere over the first.
final class RedisStreams: StreamPublisher {
    private let clients: [RedisClient]

    /// Nil without a client.
    init?(_ clients: [RedisClient]) {
        guard !clients.isEmpty else { return nil }
        self.clients = clients
    }

    func append(
        _ fields: [(String, [UInt8])], to stream: String, keeping count: Int
    ) async throws(PublishFailure) -> String {
        let words = fields.flatMap { [RedisCommand.Word.text($0.0), .bytes($0.1)] }
        let command = RedisCommand(
            ["XADD", .text(stream), "MAXLEN", "~", .number(max(count, 1)), "*"] + words)
        let client = clients.first { $0.loop.isCurrent } ?? clients[0]
        let value: RedisValue
        do throws(RedisError) {
            value = try await withTaskExecutorPreference(client.loop) { () async throws(RedisError) in
                try await client.send(command)
            }
        } catch {
            throw error.mayHaveArrived ? .unknown(error.description) : .unreachable(error.description)
        }
        if case .error(let words) = value { throw .refused(words) }
        return value.text ?? ""
    }
}
