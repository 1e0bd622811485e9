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

    @Test func millisecondsUntilAMomentAreRoundedUp() {
        let now = MonotonicTime(nanoseconds: 5)
        #expect(now.milliseconds(until: now) == 0 && (now + 1).milliseconds(until: now) == 0)
        #expect(now.milliseconds(until: now + 7) == 7)
        #expect(now.milliseconds(until: MonotonicTime(nanoseconds: 6)) == 1)
    }
}
