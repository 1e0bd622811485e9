import Networking

/// Why something shared could not be done.
enum StoreError: Error, CustomStringConvertible {
    case unreachable(RedisError)
    /// In Redis' words: it is full, or may not write.
    case refused(String)

    /// Whether it may have been done all the same.
    var mayHaveArrived: Bool {
        switch self {
        case .unreachable(let error): error.mayHaveArrived
        case .refused: false
        }
    }

    var description: String {
        switch self {
        case .unreachable(let error): error.description
        case .refused(let words): words
        }
    }
}

extension RedisClient {
    /// Runs a script that returns a value; what Redis refuses is an error as well.
    func done(
        _ script: RedisScript, keys: [RedisCommand.Word], _ arguments: [RedisCommand.Word]
    ) async throws(StoreError) -> RedisValue {
        let value: RedisValue
        do { value = try await run(script, keys: keys, arguments) } catch { throw .unreachable(error) }
        if case .error(let words) = value { throw .refused(words) }
        return value
    }
}
