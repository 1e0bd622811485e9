import Networking
import Testing

@testable import WeChatServer

struct RedisReportTests {
    @Test func oneLoopWithoutAConnectionIsSaid() {
        var up = RedisSnapshot()
        up.health = .up
        var down = RedisSnapshot()
        (down.health, down.fault) = (.down, .unreachable("Connection refused"))
        let counts = SharedCounts.Snapshot()
        #expect(RedisReport([up, up], counts).isUp && RedisReport([up, up], counts).words == "up")
        #expect(!RedisReport([up, down], counts).isUp)
        #expect(RedisReport([up, down], counts).words == "unreachable, Connection refused")
        #expect(RedisReport([RedisSnapshot()], counts).words == "not connected yet")
    }

    @Test func refusedCommandsAreCountedOnce() {
        var snapshot = RedisSnapshot()
        (snapshot.counts.answered, snapshot.counts.refused) = (5, 2)
        let commands = RedisReport([snapshot, snapshot], SharedCounts.Snapshot()).commands
        #expect(commands.first { $0.key == "answered" }?.value == 6)
        #expect(commands.first { $0.key == "refused" }?.value == 4)
    }
}
