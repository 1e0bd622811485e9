import Networking
import WeChat

/// Users of whom nothing is to be left, on no instance. One that is away, or without Redis, forgets them when it is back.
///
/// To be used on the client's loop.
final class SharedForgetting: @unchecked Sendable {  // used on its loop only
    /// Forgets a user, and calls `done` when that is kept.
    typealias Forget = (_ user: PushKey.User, _ done: @escaping @Sendable () -> Void) -> Void

    private let client: RedisClient
    private let instance: String
    /// For how long others may be away, in milliseconds.
    private let absence: Int
    /// Users of whom Redis could not be told.
    private var untold: Set<PushKey.User> = []
    private var forgetHere: Forget?
    private var timer: LoopTimer?
    /// In milliseconds.
    private let interval: Int

    init(_ client: RedisClient, instance: String, absence: Int, interval: Int) {
        self.client = client
        self.instance = instance
        self.absence = absence
        self.interval = interval
    }

    /// What waits for a user in Redis is deleted, and other instances are told; when Redis is away, once it is back.
    func forget(_ user: PushKey.User) {
        untold.insert(user)
        tell(user)
    }

    /// From now on `forget` is called for users whom others have forgotten. On one loop of an instance.
    func listen(_ forget: @escaping Forget) {
        forgetHere = forget
        timer = LoopTimer(client.loop) { [unowned self] in look() }
        timer?.schedule(after: interval)
    }

    /// Redis is there again.
    func connected() {
        for user in untold { tell(user) }
    }

    func close() {
        timer = nil
        forgetHere = nil
    }

    private func tell(_ user: PushKey.User) {
        let keys = [RedisKeys.letters(user), RedisKeys.forgotten].map { RedisCommand.Word.text($0) }
        let arguments: [RedisCommand.Word] = [.text(RedisKeys.digits(user)), .text(instance), .number(absence)]
        client.run(Self.forget, keys: keys, arguments) { [weak self] result in
            if case .success(.bytes) = result { self?.untold.remove(user) }
        }
    }

    private func look() {
        let keys = [RedisKeys.forgotten, RedisKeys.forgotten(by: instance)].map { RedisCommand.Word.text($0) }
        client.run(Self.next, keys: keys, [.text(instance)]) { [weak self] result in
            guard let self else { return }
            guard case .success(.array(let parts)) = result, parts.count == 2, let last = parts[0].text,
                case .array(let users) = parts[1]
            else { return again() }
            end(users.compactMap { $0.text.flatMap { UInt64($0, radix: 16) } }[...], last)
        }
    }

    /// Forgets one after the other, and takes down that it was done.
    private func end(_ users: ArraySlice<PushKey.User>, _ last: String) {
        guard let user = users.first else {
            return client.send(["SET", .text(RedisKeys.forgotten(by: instance)), .text(last)]) { [weak self] _ in
                self?.again()
            }
        }
        forgetHere?(user) { [weak self] in self?.end(users.dropFirst(), last) }
    }

    private func again() { timer?.schedule(after: interval) }

    private static let forget = RedisScript(
        """
        local letters, forgotten = KEYS[1], KEYS[2]
        local user, instance, absence = ARGV[1], ARGV[2], ARGV[3]
        local time = redis.call('TIME')
        local oldest = string.format('%d', time[1] * 1000 - absence)
        redis.call('DEL', letters)
        return redis.call('XADD', forgotten, 'MINID', '~', oldest, '*', 'user', user, 'instance', instance)
        """)

    /// The users whom others have forgotten behind the last look, and where in the stream they end; nothing for none.
    private static let next = RedisScript(
        """
        local forgotten, seen, instance = KEYS[1], KEYS[2], ARGV[1]
        local last, users = nil, {}
        local behind = redis.call('GET', seen) or '0'
        for _, entry in ipairs(redis.call('XRANGE', forgotten, '(' .. behind, '+', 'COUNT', 256)) do
            last = entry[1]
            if entry[2][4] ~= instance then users[#users + 1] = entry[2][2] end
        end
        return last and {last, users}
        """)
}
