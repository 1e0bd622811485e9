import Testing

@testable import WeChatServer

@Suite struct RestartPolicyTests {
    /// The pauses behind runs of so many milliseconds.
    private func pauses(_ runs: Int...) -> [Int] {
        var policy = RestartPolicy()
        return runs.map { policy.pause(afterRunOf: $0) }
    }

    @Test func firstFailureIsFollowedByAStartAtOnce() {
        #expect(pauses(0) == [0])
        #expect(pauses(86_400_000) == [0])
    }

    @Test func pausesDoubleUpToFiveSeconds() {
        #expect(pauses(0, 0, 0, 0, 0, 0, 0, 0, 0) == [0, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000])
    }

    @Test func tenSecondsMakeGoodForOneFailure() {
        #expect(pauses(0, 0, 0, 9_999) == [0, 100, 200, 400])
        #expect(pauses(0, 0, 0, 10_000) == [0, 100, 200, 200])
        #expect(pauses(0, 0, 0, 20_000, 60_000) == [0, 100, 200, 100, 0])
    }

    @Test func whatFailsNowAndThenIsBackAtOnce() {
        #expect(pauses(10_000, 10_000, 10_000, 10_000, 10_000) == [0, 0, 0, 0, 0])
    }

    @Test func whatFailsAtOnceIsStartedTwelveTimesAMinute() {
        var policy = RestartPolicy()
        var starts = [0]
        while starts.count < 1_000 { starts.append(starts[starts.count - 1] + 20 + policy.pause(afterRunOf: 20)) }
        for minute in 0..<60 {
            let count = starts.count { $0 / 60_000 == minute }
            #expect(minute == 0 ? count <= 20 : count <= 12)
        }
    }

    @Test func noNumberOfFailuresIsTooMany() {
        var policy = RestartPolicy()
        for _ in 0..<100_000 { _ = policy.pause(afterRunOf: 0) }
        #expect(policy.pause(afterRunOf: 0) == 5_000)
    }
}
