import Testing

@testable import Networking

@Suite struct RedisSnapshotTests {
    @Test func everyOutcomeIsCounted() {
        var counts = RedisCounts()
        counts.count(.success(.nil))
        counts.count(.success(.error("ERR")))
        for reason in [RedisError.Reason.down, .timedOut, .broken, .full, .closed] {
            counts.count(.failure(RedisError(reason)))
        }
        var wanted = RedisCounts()
        (wanted.answered, wanted.refused) = (2, 1)
        (wanted.down, wanted.timedOut, wanted.broken, wanted.full, wanted.closed) = (1, 1, 1, 1, 1)
        #expect(counts == wanted)
    }

    @Test func countsOfLoopsAreAddedUp() {
        var one = RedisCounts()
        (one.answered, one.refused, one.down, one.timedOut) = (1, 2, 3, 4)
        (one.broken, one.full, one.closed, one.connections) = (5, 6, 7, 8)
        var sum = one
        sum += one
        #expect(sum.answered == 2 && sum.refused == 4 && sum.down == 6 && sum.timedOut == 8)
        #expect(sum.broken == 10 && sum.full == 12 && sum.closed == 14 && sum.connections == 16)
    }

    @Test func snapshotTellsHowItGoes() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            #expect(redis.client.snapshot == RedisSnapshot())
            let record = redis.begin(["ASK"])
            let line = try fake.greet()
            line.say("-ERR no\r\n")
            _ = record.outcome
            #expect(redis.client.snapshot.health == .up && redis.client.snapshot.fault == nil)
            #expect(redis.client.snapshot.counts.refused == 1 && redis.client.snapshot.counts.connections == 1)
            line.reset()
            eventually("the end of the connection") { redis.client.snapshot.health == .down }
            #expect(redis.client.snapshot.fault != nil)
        }
    }
}
