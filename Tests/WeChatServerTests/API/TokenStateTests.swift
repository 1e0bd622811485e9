import Networking
import Testing
import WeChat

@testable import WeChatServer

/// By a clock that the tests set.
struct TokenStateTests {
    private let limited = APIFailure.refused(APIError(code: 45009, message: ""))

    /// The second `seconds`.
    private func at(_ seconds: Int) -> MonotonicTime { MonotonicTime(nanoseconds: UInt64(seconds) * 1_000_000_000) }

    private func describe(_ step: TokenState.Step) -> String {
        switch step {
        case .use(let token, let refreshes): token.text.revealed + (refreshes ? " and refresh" : "")
        case .wait(let refreshes): refreshes ? "refresh" : "wait"
        case .fail(let failure): "fail: \(failure)"
        }
    }

    private func end(
        _ state: inout TokenState, _ result: Result<(token: Secret, lifetime: Int), APIFailure>, at seconds: Int
    ) -> Bool {
        state.end(result, at: at(seconds), jitter: 1)
    }

    private func take(_ state: inout TokenState, _ text: String, at seconds: Int, lifetime: Int = 7_200) -> Bool {
        end(&state, .success((Secret(text), lifetime)), at: seconds)
    }

    @Test func firstWhoAsksRefreshesAndOthersWait() throws {
        var state = TokenState()
        #expect(describe(state.ask(at: at(100))) == "refresh")
        #expect(describe(state.ask(at: at(101))) == "wait")
        #expect(!take(&state, "a", at: 102))
        #expect(try state.outcome.get().text == Secret("a"))
        #expect(describe(state.ask(at: at(103))) == "a")
    }

    @Test func renewalIsInTheLastMinutesAndNobodyWaits() {
        var state = TokenState()
        _ = state.ask(at: at(100))
        _ = take(&state, "a", at: 100)
        #expect(describe(state.ask(at: at(100 + 7_200 - 241))) == "a")
        #expect(describe(state.ask(at: at(100 + 7_200 - 240))) == "a and refresh")
        #expect(describe(state.ask(at: at(100 + 7_200 - 239))) == "a")
        _ = take(&state, "b", at: 100 + 7_200 - 58)
        #expect(describe(state.ask(at: at(100 + 7_200))) == "b")
    }

    @Test func renewalsAreSpread() throws {
        for (jitter, early) in [(0, 60), (0.5, 150), (1, 240)] {
            var state = TokenState()
            _ = state.ask(at: at(0))
            _ = state.end(.success((Secret("a"), 7_200)), at: at(0), jitter: jitter)
            #expect(try state.outcome.get().renewal == at(7_200 - early))
        }
    }

    @Test func remainderOfATokenIsUsedForHalfOfItsTime() {
        var state = TokenState()
        _ = state.ask(at: at(0))
        _ = take(&state, "a", at: 0, lifetime: 40)
        #expect(describe(state.ask(at: at(19))) == "a")
        #expect(describe(state.ask(at: at(20))) == "a and refresh")
        // Still the same; it is not asked for on every call.
        _ = take(&state, "a", at: 20, lifetime: 20)
        #expect(describe(state.ask(at: at(21))) == "a")
    }

    @Test func tokenThatIsOverIsNotUsed() {
        var state = TokenState()
        _ = state.ask(at: at(0))
        _ = take(&state, "a", at: 0)
        #expect(describe(state.ask(at: at(7_200))) == "refresh")
    }

    @Test func failuresBackOff() {
        var state = TokenState()
        var now = MonotonicTime(nanoseconds: 0)
        for pause in [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000] {
            #expect(describe(state.ask(at: now)) == "refresh")
            _ = state.end(.failure(limited), at: now, jitter: 0)
            #expect(describe(state.ask(at: now + (pause - 1))) == "fail: \(limited)")
            now = now + pause
        }
        _ = state.ask(at: now)
        _ = state.end(.failure(limited), at: now, jitter: 1)
        #expect(describe(state.ask(at: now + 30_000)) == "refresh")
    }

    @Test func tokenOutlivesAFailedRenewal() {
        var state = TokenState()
        _ = state.ask(at: at(0))
        _ = take(&state, "a", at: 0)
        #expect(describe(state.ask(at: at(7_150))) == "a and refresh")
        _ = end(&state, .failure(limited), at: 7_150)
        #expect(describe(state.ask(at: at(7_150))) == "a")
        #expect(describe(state.ask(at: at(7_152))) == "a and refresh")
    }

    @Test func refusedTokenIsAskedForOnceMore() {
        var state = TokenState()
        _ = state.ask(at: at(0))
        _ = take(&state, "a", at: 0)
        state.refuse(Secret("a"))
        #expect(describe(state.ask(at: at(1))) == "refresh")
        #expect(!take(&state, "b", at: 2))
        // Another call that has used the old one has nothing to say any more.
        state.refuse(Secret("a"))
        #expect(describe(state.ask(at: at(3))) == "b")
    }

    @Test func forceIsUsedWhenWeChatGivesTheTokenThatItRefuses() {
        var state = TokenState()
        _ = state.ask(at: at(0))
        _ = take(&state, "a", at: 0)
        state.refuse(Secret("a"))
        _ = state.ask(at: at(1))
        #expect(take(&state, "a", at: 1))
        #expect(describe(state.ask(at: at(1))) == "wait")
        #expect(!take(&state, "b", at: 2))
        #expect(describe(state.ask(at: at(3))) == "b")
    }

    @Test func forceIsUsedEveryThirtySecondsAndTwentyTimesADay() {
        var state = TokenState()
        var forced = 0
        // A WeChat that refuses everything, for a day.
        for now in stride(from: 0, to: 86_400, by: 10) {
            guard case .wait(refreshes: true) = state.ask(at: at(now)) else { continue }
            var isForced = take(&state, "a", at: now)
            while isForced {
                forced += 1
                isForced = take(&state, "a", at: now)
            }
            state.refuse(Secret("a"))
        }
        #expect(forced == 20)
    }

    @Test func waitersAreToldWhyThereIsNone() {
        var state = TokenState()
        _ = state.ask(at: at(0))
        _ = end(&state, .failure(limited), at: 0)
        #expect(throws: limited) { try state.outcome.get() }
    }

    @Test func nothingShowsTheToken() {
        var state = TokenState()
        _ = state.ask(at: at(0))
        _ = take(&state, "sEcReT", at: 0)
        state.refuse(Secret("other"))
        var dumped = "\(state)"
        dump(state, to: &dumped)
        #expect(!dumped.contains("sEcReT"))
    }
}
