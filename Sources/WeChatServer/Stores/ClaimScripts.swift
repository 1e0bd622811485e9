import Networking
import WeChat

/// What is done with claims in one piece, by Redis' own clock.
///
/// A claim is not forgotten when its lease is over: it says until when to leave it alone, so that one whose server is gone
/// is told from one that was never made, and from one that could not be renewed because Redis itself was away.
enum ClaimScripts {
    /// Claims a push, if nobody has, and gets in line behind the user's others.
    ///
    /// It returns `answered` or `promised` and the answer; `waits`, for how many milliseconds the claim in the way is good,
    /// and whether the push is ours and waits for its turn; or `runs`, which attempt it is, and whether letters wait for
    /// the user.
    static let claim = RedisScript(
        """
        local push, order, letters = KEYS[1], KEYS[2], KEYS[3]
        local me, instance, lease, kept = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
        local isReplayed, isWanted, isSteady, isOrdered = ARGV[5] == '1', ARGV[6] == '1', ARGV[7] == '1', ARGV[8] == '1'
        local isRepeated = ARGV[9] == '1'
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)

        -- For how long a claim stands; nil when it does not.
        local function rest(owner, ends)
            if not owner then return nil end
            local rest = ends - now
            if rest > 0 then return rest end
            if not isSteady then return 0 end
            return nil
        end

        local answer, owner, ends, promise = unpack(redis.call('HMGET', push, 'answer', 'owner', 'ends', 'promise'))
        if answer then
            -- It stands, and belongs to nobody.
            if isRepeated then return {'runs', 1, 0} end
            if isWanted then redis.call('HSET', push, 'to:' .. me, 1) end
            return {'answered', answer}
        end
        if owner ~= me then
            local isOurs = isReplayed and owner and string.sub(owner, 1, #instance) == instance
            local left = rest(owner, ends)
            if left and not isOurs then
                if promise and isWanted then return {'promised', promise} end
                redis.call('HSET', push, 'awaited', 1)
                return {'waits', left, 0}
            end
            redis.call('HSET', push, 'owner', me)
            redis.call('HINCRBY', push, 'attempt', 1)
        end
        redis.call('HSET', push, 'ends', now + lease)
        redis.call('PEXPIRE', push, kept)

        if isOrdered then
            local head, left = redis.call('LINDEX', order, 0), nil
            while head and head ~= push do
                left = rest(unpack(redis.call('HMGET', head, 'owner', 'ends')))
                if left then break end
                redis.call('LPOP', order)
                head = redis.call('LINDEX', order, 0)
            end
            if head ~= push and not redis.call('LPOS', order, push) then
                redis.call('RPUSH', order, push)
                redis.call('PEXPIRE', order, kept)
            end
            if left then return {'waits', left, 1} end
        end
        local hasLetter = redis.call('HEXISTS', push, 'letter') + redis.call('EXISTS', letters)
        return {'runs', tonumber(redis.call('HGET', push, 'attempt')), hasLetter}
        """)

    /// Keeps claims, also those that Redis has lost. Returns how many are another's by now.
    static let renew = RedisScript(
        """
        local me, lease, kept = ARGV[1], ARGV[2], ARGV[3]
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local lost = 0
        for _, push in ipairs(KEYS) do
            local answer, owner = unpack(redis.call('HMGET', push, 'answer', 'owner'))
            if owner == me or not owner and not answer then
                redis.call('HSETNX', push, 'attempt', 1)
                redis.call('HSET', push, 'owner', me, 'ends', now + lease)
                redis.call('PEXPIRE', push, kept)
            else
                lost = lost + 1
            end
        end
        return lost
        """)

    /// Has deliveries elsewhere get an answer before the push has ended. Nothing when it is not this `instance`'s.
    static let promise = RedisScript(
        """
        local push, instance, channel, promise = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
        local owner = redis.call('HGET', push, 'owner')
        if not owner or string.sub(owner, 1, #instance) ~= instance then return 0 end
        redis.call('HSET', push, 'promise', promise)
        redis.call('PUBLISH', channel, push)
        return 1
        """)

    /// Ends a push with its answer, or without one, so that it may be claimed again. May be said twice. Returns 0 when another
    /// has claimed it meanwhile.
    static let end = RedisScript(
        """
        local push, order = KEYS[1], KEYS[2]
        local me, kept, channel, answer, isGiven = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5] == '1'
        local known, owner, awaited = unpack(redis.call('HMGET', push, 'answer', 'owner', 'awaited'))
        local isOthers = owner and owner ~= me
        if known then return known == answer and 1 or 0 end
        if isOthers and answer == '' then return 0 end
        if answer == '' then
            redis.call('HDEL', push, 'owner', 'ends', 'awaited', 'promise')
        else
            redis.call('DEL', push)
            redis.call('HSET', push, 'answer', answer)
            if isGiven then redis.call('HSET', push, 'to:' .. me, 1) end
        end
        redis.call('PEXPIRE', push, kept)
        redis.call('LREM', order, 0, push)
        local head = redis.call('LINDEX', order, 0)
        if head then redis.call('PUBLISH', channel, head) end
        if awaited then redis.call('PUBLISH', channel, push) end
        return isOthers and 0 or 1
        """)

    /// Says that an answer has reached nobody here. Returns 1 when no other has it: then it is `success` to all that come from
    /// now on. May be said twice.
    static let withdraw = RedisScript(
        """
        local push, me, success, kept = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
        local sender = redis.call('HGET', push, 'sender')
        if sender then return sender == me and 1 or 0 end
        redis.call('HDEL', push, 'to:' .. me)
        for _, field in ipairs(redis.call('HKEYS', push)) do
            if string.sub(field, 1, 3) == 'to:' then return 0 end
        end
        redis.call('HSET', push, 'answer', success, 'sender', me)
        redis.call('PEXPIRE', push, kept)
        return 1
        """)
}

/// What `ClaimScripts.claim` returns.
enum ClaimAnswer {
    case outcome(ClaimOutcome)
    case waits(milliseconds: Int, isOurs: Bool)

    init?(_ value: RedisValue) {
        guard case .array(let parts) = value else { return nil }
        switch (parts.first?.text, parts.dropFirst().first, parts.dropFirst(2).first) {
        case (let word?, .bytes(let bytes), _):
            // What a later version has written says nothing here, and was answered.
            let answer = PushAnswer(bytes: bytes) ?? PushAnswer(reply: nil, time: 0)
            self = .outcome(word == "promised" ? .promised(answer) : .answered(answer))
        case ("waits", .integer(let rest), .integer(let isOurs)):
            self = .waits(milliseconds: rest, isOurs: isOurs == 1)
        case ("runs", .integer(let attempt), .integer(let letters)):
            self = .outcome(.runs(attempt: attempt, hasLetters: letters > 0))
        default: return nil
        }
    }
}
