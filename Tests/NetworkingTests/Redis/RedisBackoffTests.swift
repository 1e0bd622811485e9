import Testing

@testable import Networking

@Suite struct RedisBackoffTests {
    @Test(arguments: [(0, 2), (1, 1)] as [(Double, Int)])
    func pauseDoublesUpToABound(_ jitter: Double, _ part: Int) {
        var backoff = RedisBackoff()
        for bound in [50, 100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000] {
            let pause = backoff.next(jitter: jitter)
            #expect(pause == bound / part)
        }
    }

    @Test func pauseIsAnyBetweenHalfAndAll() {
        let pauses = [0, 0.25, 0.5, 0.75, 1].map { jitter in
            var backoff = RedisBackoff()
            return backoff.next(jitter: jitter)
        }
        #expect(pauses == [25, 31, 37, 43, 50])
    }
}
