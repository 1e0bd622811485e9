import Glibc
import Networking
import WeChat

extension Configuration {
    /// What this instance is called in Redis.
    var instanceName: String {
        if let instance { return instance }
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Where Redis is, and as whom to speak to it; nil when it is not used. Throws when what was set is no address.
    func redisServer() throws(StartError) -> RedisServer? {
        guard let redis else { return nil }
        guard var server = RedisServer(url: redis.revealed) else {
            throw StartError("redis: this is no address of Redis: redis://host:port or unix:/path")
        }
        server.probe = RedisKeys.probe
        return server
    }
}
