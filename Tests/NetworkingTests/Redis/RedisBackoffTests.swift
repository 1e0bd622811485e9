import Testing

@testable import Networking

@Suite struct RedisBackoffTests {
    @Test(arguments: 0..<20) func pauseDoublesUpToABound(_ seed: UInt64) {
        var backoff = RedisBackoff()
        var random = SplitMix(seed: seed)
        for bound in [50, 100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000] {
            let pause = backoff.next(using: &random)
            #expect((bound / 2...bound).contains(pause))
        }
    }

    @Test func pausesDiffer() {
        let pauses = (0..<20 as Range<UInt64>).map { seed in
            var backoff = RedisBackoff()
            var random = SplitMix(seed: seed)
            return backoff.next(using: &random)
        }
        #expect(Set(pauses).count > 5)
    }
}
