import Networking
import WeChat

/// Answers that wait for their users' next messages, whichever instance those come to. To be used on the client's loop.
final class SharedMailbox: @unchecked Sendable {  // used on its loop only
    private let client: RedisClient
    /// For how long an answer is kept, in milliseconds.
    private let kept: Int

    /// How many letters of a user are kept.
    private static let room = 16

    init(_ client: RedisClient, kept: Int) {
        self.client = client
        self.kept = kept
    }

    /// Keeps a letter. False when another of the user had to go for it. An error that `mayHaveArrived` leaves open whether
    /// it is kept.
    func put(_ letter: Mailbox.Letter, for user: PushKey.User) async throws(StoreError) -> Bool {
        let word = letter.word ?? ""
        let bytes = Array("\(letter.time) \(word.utf8.count) \(word)".utf8) + letter.reply.bytes
        let dropped = try await client.done(
            Self.put, keys: [.text(RedisKeys.letters(user))], [.bytes(bytes), .number(Self.room), .number(kept)])
        return dropped == .integer(0)
    }

    /// Takes the first letter that a message of that `text` fetches, for the push that this instance has claimed, and calls
    /// `taken` with it. Who takes a push over takes the same.
    func take(_ key: PushKey, now: Int, _ text: String, _ taken: @escaping (Reply?) -> Void) {
        let keys = [RedisKeys.push(key), RedisKeys.letters(key.user)].map { RedisCommand.Word.text($0) }
        client.run(Self.take, keys: keys, [.text(text), .number(now - kept / 1_000)]) { result in
            guard case .success(.bytes(let bytes)) = result else { return taken(nil) }
            taken(Reply(bytes: bytes))
        }
    }

    private static let put = RedisScript(
        """
        local dropped = redis.call('RPUSH', KEYS[1], ARGV[1]) - ARGV[2]
        redis.call('LTRIM', KEYS[1], -ARGV[2], -1)
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        return math.max(dropped, 0)
        """)

    /// A letter is its time, the length of its word, the word and the reply. It is kept with its push until that has ended.
    private static let take = RedisScript(
        """
        local push, letters, text, oldest = KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[2])
        local taken = redis.call('HGET', push, 'letter')
        if taken then return taken end
        for _, letter in ipairs(redis.call('LRANGE', letters, 0, -1)) do
            local time, size, start = string.match(letter, '^(%d+) (%d+) ()')
            local word = string.sub(letter, start, start + size - 1)
            local isOld = tonumber(time) < oldest
            if isOld or word == '' or word == text then redis.call('LREM', letters, 1, letter) end
            if not isOld and (word == '' or word == text) then
                local reply = string.sub(letter, start + size)
                redis.call('HSET', push, 'letter', reply)
                return reply
            end
        end
        return false
        """)
}
