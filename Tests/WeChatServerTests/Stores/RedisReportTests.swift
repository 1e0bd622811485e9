import Networking
import Testing

@testable import WeChatServer

struct RedisReportTests {
    @Test func oneLoopWithoutAConnectionIsSaid() {
        var up = RedisSnapshot()
        up.health = .up
        var down = RedisSnapshot()
        (down.health, down.fault) = (.down, .unreachable("Connection refused"))
        var counts = SharedCounts.Snapshot()
        #expect(RedisReport([up, up], counts).isUp && RedisReport([up, up], counts).complaint == nil)
        #expect(!RedisReport([up, down], counts).isUp)
        #expect(RedisReport([up, down], counts).complaint == "redis: unreachable, Connection refused")
        #expect(RedisReport([RedisSnapshot()], counts).complaint == "redis: not connected yet")
        counts.isNameTaken = true
        #expect(RedisReport([up, up], counts).complaint?.hasSuffix("the same instance name") == true)
    }

    @Test func refusedCommandsAreCountedOnce() {
        var snapshot = RedisSnapshot()
        (snapshot.counts.answered, snapshot.counts.refused) = (5, 2)
        let commands = RedisReport([snapshot, snapshot], SharedCounts.Snapshot()).commands
        #expect(commands.first { $0.key == "answered" }?.value == 6)
        #expect(commands.first { $0.key == "refused" }?.value == 4)
    }
}
