import Networking
import TestSupport

extension RedisProcess {
    var server: RedisServer { RedisServer(.unix(path)) }
}
