import Testing

import class TestSupport.RedisProcess

@testable import Networking

@Suite struct RedisClientChangesTests {
    /// Who has claims to renew does so at once, in the call.
    @Test func eachConnectionIsToldOf() throws {
        try RedisProcess.with { process in
            try TestRedis.with(process.server) { redis in
                let changes = Record<RedisHealth>()
                let greetings = Record<TestRedis.Outcome>()
                redis.perform { client in
                    client.changed = { [unowned client] health in
                        changes.append(health)
                        if health == .up { client.send(["ECHO", "changed"]) { greetings.append($0) } }
                    }
                }
                #expect(redis.send(["ECHO", "waited"]).value == .text("waited"))
                process.kill()
                eventually("the end of the connection") { changes.elements.prefix(2) == [.up, .down] }
                try process.start()
                eventually("another connection") { greetings.elements.count == 2 }
                #expect(changes.elements.last == .up)
                #expect(greetings.elements.allSatisfy { $0.value == .text("changed") })
                redis.perform { $0.changed = nil }
            }
        }
    }
}
