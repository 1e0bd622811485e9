import Testing

@testable import Networking

@Suite struct RedisLinkStateTests {
    private var state = RedisLinkState()
    private let start = MonotonicTime(nanoseconds: 0)

    @Test mutating func firstAttemptBeginsOnceAndIsWaitedFor() {
        #expect(state.phase == .idle)
        let (first, second) = (state.want(), state.want())
        #expect(first && !second)
        #expect(state.phase == .connecting(trusted: true))
    }

    @Test mutating func nobodyWaitsForAnAttemptBehindAFailure() {
        _ = state.want()
        let pause = state.end(.unreachable("x"), at: start, jitter: 0.5)
        #expect(pause != nil)
        #expect(state.phase == .resting && state.fault == .unreachable("x"))
        let wants = state.want()
        #expect(!wants)
        state.wake()
        #expect(state.phase == .connecting(trusted: false))
        state.open(at: start)
        #expect(state.phase == .up(since: start) && state.fault == nil)
    }

    @Test mutating func connectionThatHasServedWellIsReplacedAtOnce() {
        _ = state.want()
        state.open(at: start)
        let pause = state.end(.broken("closed"), at: start + RedisLinkState.steadyTime, jitter: 0.5)
        #expect(pause == nil)
        #expect(state.phase == .connecting(trusted: true))
        // One attempt has this trust.
        let next = state.end(.unreachable("x"), at: start + RedisLinkState.steadyTime, jitter: 0.5)
        #expect(next != nil)
    }

    @Test mutating func connectionThatBreaksSoonIsLeftAlone() {
        _ = state.want()
        state.open(at: start)
        let pause = state.end(.broken("closed"), at: start + (RedisLinkState.steadyTime - 1), jitter: 0.5)
        #expect(pause != nil)
        #expect(state.phase == .resting)
    }

    @Test mutating func stalledServerIsLeftAloneHoweverWellItHasServed() {
        _ = state.want()
        state.open(at: start)
        let pause = state.end(.stalled, at: start + 1_000_000, jitter: 0.5)
        #expect(pause != nil)
        #expect(state.phase == .resting)
    }

    /// A server that answers greetings, and nothing else.
    @Test mutating func pausesGrowThoughTheServerGreets() throws {
        _ = state.want()
        var last = 0
        for _ in 0..<8 {
            state.open(at: start)
            let pause = state.end(.stalled, at: start + 200, jitter: 0.5)
            last = try #require(pause)
            state.wake()
        }
        #expect(last >= RedisBackoff.longest / 2)
    }

    @Test mutating func timeMakesThePausesShortAgain() throws {
        _ = state.want()
        for _ in 0..<8 { _ = state.end(.unreachable("x"), at: start, jitter: 0.5) }
        state.wake()
        state.open(at: start)
        let pause = state.end(.stalled, at: start + RedisLinkState.steadyTime, jitter: 0.5)
        #expect(try #require(pause) <= RedisBackoff.shortest)
    }

    @Test mutating func attemptThatLastsTooLongIsNotWaitedForAnyMore() {
        _ = state.want()
        state.distrust()
        #expect(state.phase == .connecting(trusted: false) && state.fault == .stalled)
    }
}
