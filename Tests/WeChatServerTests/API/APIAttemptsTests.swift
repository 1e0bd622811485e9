import Networking
import Testing
import WeChat

@testable import WeChatServer

struct APIAttemptsTests {
    private let start = MonotonicTime(nanoseconds: 1_000_000_000)

    private func failure(_ code: Int) -> APIFailure { .refused(APIError(code: code, message: "")) }

    private func next(
        _ attempts: inout APIAttempts, _ failure: APIFailure, at now: MonotonicTime, jitter: Double = 0
    ) -> Int? {
        attempts.next(after: failure, at: now, jitter: jitter)
    }

    @Test func pausesDoubleUntilTheDeadline() {
        var attempts = APIAttempts(until: start + 10_000, pause: 1_000)
        var now = start
        var pauses: [Int] = []
        while let pause = next(&attempts, failure(-1), at: now) {
            pauses.append(pause)
            now = now + pause
        }
        #expect(pauses == [1_000, 2_000, 4_000])
    }

    @Test func pausesAreSpread() {
        var attempts = APIAttempts(until: .never, pause: 1_000)
        #expect(next(&attempts, failure(-1), at: start, jitter: 1) == 500)
        #expect(next(&attempts, failure(-1), at: start, jitter: 0.5) == 1_500)
        for _ in 0..<10 { _ = next(&attempts, failure(-1), at: start) }
        #expect(next(&attempts, failure(-1), at: start) == 30_000)
    }

    @Test(arguments: [APIFailure.unreachable("refused"), .refused(APIError(code: 45011, message: ""))])
    func whatHasSurelyNotBeenDoneIsTriedAgain(failure: APIFailure) {
        var attempts = APIAttempts(until: start + 10_000)
        #expect(next(&attempts, failure, at: start) != nil)
        #expect(next(&attempts, failure, at: start + 9_990) == nil)
    }

    @Test func whatMayHaveBeenDoneIsNot() {
        var attempts = APIAttempts(until: .never)
        #expect(next(&attempts, .unknown("reset"), at: start) == nil)
    }

    @Test(arguments: [40001, 40014, 42001])
    func refusedTokenIsReplacedOnce(code: Int) {
        var attempts = APIAttempts(until: start)
        #expect(next(&attempts, failure(code), at: start) == 0)
        #expect(next(&attempts, failure(code), at: start) == nil)
    }

    @Test(arguments: [45015, 45047, 45002, 40003, 40164, 47001, 48001, 12_345])
    func whatStaysWrongIsNotTriedAgain(code: Int) {
        var attempts = APIAttempts(until: .never)
        #expect(next(&attempts, failure(code), at: start) == nil)
    }
}
