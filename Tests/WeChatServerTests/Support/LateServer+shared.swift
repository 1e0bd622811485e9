import Networking
import TestSupport
import WeChat

@testable import WeChatServer

/// Instances that share a Redis.
extension LateServer {
    /// Runs `body` with two servers, and with Redis.
    static func two(
        _ policy: LatePolicy?, _ change: @escaping (inout Configuration) -> Void = { _ in },
        _ body: (LateServer, LateServer, RedisProcess) throws -> Void
    ) throws {
        try RedisProcess.with(["--appendonly", "yes"]) { redis in
            try withTemporaryDirectory { directory in
                func changes(_ name: String) -> (inout Configuration) -> Void {
                    {
                        $0.share(redis, name, directory + "/" + name)
                        change(&$0)
                    }
                }
                try LateServer.with(policy, changes("first")) { first throws in
                    try LateServer.with(policy, changes("second")) { second throws in
                        try first.isUp()
                        try second.isUp()
                        try body(first, second, redis)
                    }
                }
            }
        }
    }

    /// Waits until it knows Redis.
    func isUp() throws {
        try eventually("Redis") { try server.admin("/healthz").body == "ok\n" }
    }

    /// Waits until it knows that Redis is away.
    func awaitOutage() throws {
        try eventually("an outage") { try server.admin("/healthz").body.hasPrefix("ok, but redis: ") }
    }
}

extension Configuration {
    /// Makes it an instance that nobody is late for.
    mutating func share(_ redis: RedisProcess, _ name: String, _ directory: String) {
        self.redis = Secret("unix:\(redis.path)")
        instance = name
        journal.directory = directory
        limits.handlerTime = 4_500
        (limits.redis.connectTime, limits.redis.time) = (30_000, 30_000)
    }
}
