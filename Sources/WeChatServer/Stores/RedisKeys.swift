import Networking
import WeChat

/// What things are called in Redis. Keys of pushes and users are hashes: nobody reads an openid out of them.
enum RedisKeys {
    /// A hash: `owner`, `ends`, `attempt` and perhaps `promise` of a push that runs; of one that has ended its `answer`, a
    /// field for each who has that for deliveries, and the `sender` who brings it to the user when nobody has.
    static func push(_ key: PushKey) -> String {
        "wechatd:push:\(digits(key.user))\(digits(key.own))"
    }

    /// A list: the user's pushes that run or wait for their turn, by their keys.
    static func order(_ user: PushKey.User) -> String { "wechatd:order:\(digits(user))" }

    /// A list: answers that wait for the user's next message.
    static func letters(_ user: PushKey.User) -> String { "wechatd:letters:\(digits(user))" }

    /// A hash: an account's access token and until when it is good.
    static func token(_ appID: String) -> String { "wechatd:token:\(appID)" }

    /// A stream: users whom an instance has forgotten, and by which.
    static let forgotten = "wechatd:forgotten"

    /// The last of them whom this instance has forgotten as well.
    static func forgotten(by instance: String) -> String { "\(forgotten):\(instance)" }

    /// The process that has an instance's name.
    static func instance(_ name: String) -> String { "wechatd:instance:\(name)" }

    /// Where the key of a push is published that has ended, or whose turn it is.
    static let channel = "wechatd:pushes"

    /// Where the key of a push is published for a delivery that will not be waited for much longer, away from its owner.
    static let lateChannel = "wechatd:late"

    /// What is asked of a Redis that is to be used: a script that writes. One that is full, a replica or closed to scripts is
    /// as good as none.
    static let probe: RedisCommand = [
        "EVAL", "return redis.call('SET', KEYS[1], 1, 'PX', 60000)", "1", "wechatd:probe",
    ]

    static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
