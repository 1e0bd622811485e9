import Networking
import WeChat

/// An account's access token as all instances have it: one of them asks WeChat, and the others get what it was given.
///
/// Where Redis is away each asks for itself, which does no harm: WeChat gives all the same token.
final class SharedToken: Sendable {
    /// What is to be done by who wants a token.
    enum Step {
        /// Take this one; `lifetime` in seconds.
        case use(Secret, lifetime: Int)
        /// Ask WeChat, and say what has come of it.
        case ask
        /// Do without: tokens were made void as often as WeChat allows.
        case fail
    }

    /// One for each loop.
    private let clients: [RedisClient]
    private let keys: [RedisCommand.Word]
    private let owner = String(UInt64.random(in: 0...UInt64.max), radix: 16)

    /// How long others wait for who asks WeChat, in milliseconds: longer than a call may take.
    private static let lease = 15_000
    /// How often they look, in milliseconds.
    private static let pause = 100
    /// Which part of its life a token must have before it, in milliseconds, to be given on. From five minutes on WeChat
    /// gives another.
    private static let leastRest = 240_000

    init(_ appID: String, _ clients: [RedisClient]) {
        self.clients = clients
        keys = [RedisKeys.token(appID), RedisKeys.token(appID) + ":forced"].map { .text($0) }
    }

    /// What to do for a token other than the `refused` one, on a loop that has a client. `isForced` is whether WeChat is to
    /// make all earlier ones void.
    func step(on loop: EventLoop, _ refused: Secret?, isForced: Bool) async -> Step {
        guard let client = clients.first(where: { $0.loop === loop }) else { return .ask }
        let arguments: [RedisCommand.Word] = [
            .text(owner), .number(Self.lease), .text(refused?.revealed ?? ""), .number(isForced ? 1 : 0),
            .number(Self.leastRest),
        ]
        while true {
            guard let value = try? await client.done(Self.ask, keys: keys, arguments), case .array(let parts) = value
            else { return .ask }
            switch (parts.first?.text, parts.dropFirst().first?.text, parts.last) {
            case ("use", let token?, .integer(let lifetime)): return .use(Secret(token), lifetime: lifetime)
            case ("wait", _, _): await loop.pause(Self.pause)
            case ("fail", _, _): return .fail
            default: return .ask
            }
        }
    }

    /// WeChat was asked: with this token, or with none that is good.
    func end(on loop: EventLoop, _ token: (text: Secret, lifetime: Int)?) async {
        guard let client = clients.first(where: { $0.loop === loop }) else { return }
        let arguments: [RedisCommand.Word] = [
            .text(owner), .text(token?.text.revealed ?? ""), .number((token?.lifetime ?? 0) * 1_000),
        ]
        _ = try? await client.done(Self.end, keys: keys, arguments)
    }

    private static let ask = RedisScript(
        """
        local token, forced = KEYS[1], KEYS[2]
        local me, lease, refused, isForced, leastRest = ARGV[1], ARGV[2], ARGV[3], ARGV[4] == '1', tonumber(ARGV[5])
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local text, expires, owner, ends = unpack(redis.call('HMGET', token, 'text', 'expires', 'owner', 'ends'))
        if text and text ~= refused and expires - now > leastRest then
            return {'use', text, math.floor((expires - now) / 1000)}
        end
        if owner and owner ~= me and tonumber(ends) > now then return {'wait'} end
        if isForced then
            -- Every thirty seconds, and twenty times a day.
            local last, first = redis.call('LINDEX', forced, 0), redis.call('LINDEX', forced, 19)
            if last and now - last < 30000 or first and now - first < 86400000 then return {'fail'} end
            redis.call('LPUSH', forced, now)
            redis.call('LTRIM', forced, 0, 19)
            redis.call('PEXPIRE', forced, 86400000)
        end
        redis.call('HSET', token, 'owner', me, 'ends', now + lease)
        redis.call('PEXPIRE', token, 86400000)
        return {'ask'}
        """)

    private static let end = RedisScript(
        """
        local token = KEYS[1]
        local me, text, lifetime = ARGV[1], ARGV[2], ARGV[3]
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        if text ~= '' then redis.call('HSET', token, 'text', text, 'expires', now + lifetime) end
        if redis.call('HGET', token, 'owner') == me then redis.call('HDEL', token, 'owner', 'ends') end
        redis.call('PEXPIRE', token, 86400000)
        return 1
        """)
}
