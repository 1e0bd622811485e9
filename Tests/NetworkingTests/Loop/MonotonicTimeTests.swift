import Testing

@testable import Networking

@Suite struct MonotonicTimeTests {
    @Test func timeGoesForward() {
        let first = MonotonicTime.now()
        #expect(first <= MonotonicTime.now())
    }

    @Test func millisecondsAreAdded() {
        #expect(MonotonicTime(nanoseconds: 5) + 3 == MonotonicTime(nanoseconds: 3_000_005))
    }

    @Test func neverIsAfterEverything() {
        #expect(MonotonicTime.now() + 1_000_000_000 < .never)
    }
}
