import Testing
import WeChat

@testable import wechatd

@Suite struct PlatformTokensTests {
    /// The code of what a token is refused with; 0 for none.
    private func code(_ tokens: PlatformTokens, _ text: String?, at now: Int) -> Int {
        do throws(APIError) {
            try tokens.check(text, at: now)
            return 0
        } catch {
            return error.code
        }
    }

    @Test func stableTokenStaysTheSameUntilShortlyBeforeItsEnd() throws {
        var tokens = PlatformTokens("T")
        #expect(try tokens.stable(force: false, at: 100) == ("T_1", 7_200))
        #expect(try tokens.stable(force: false, at: 6_999) == ("T_1", 301))
        #expect(try tokens.stable(force: false, at: 7_000) == ("T_2", 7_200))
        #expect(code(tokens, "T_1", at: 7_299) == 0, "it lives on to its end")
        #expect(code(tokens, "T_1", at: 7_300) == 42001)
        #expect(code(tokens, "T_2", at: 7_300) == 0)
    }

    @Test func forceMakesAnotherAndTheOldOneVoid() throws {
        var tokens = PlatformTokens("T")
        #expect(try tokens.stable(force: false, at: 0).text == "T_1")
        #expect(try tokens.stable(force: true, at: 10).text == "T_2")
        #expect(code(tokens, "T_1", at: 10) == 40001)
        #expect(try tokens.stable(force: true, at: 39) == ("T_2", 7_171), "not twice in thirty seconds")
        #expect(try tokens.stable(force: true, at: 40).text == "T_3")
        #expect(try tokens.stable(force: false, at: 40).text == "T_3")
    }

    @Test func forceIsTakenTwentyTimesADay() throws {
        var tokens = PlatformTokens("T")
        for number in 1...20 {
            #expect(try tokens.stable(force: true, at: number * 60).text == "T_\(number)")
        }
        #expect(throws: APIError.platform(45009)) { try tokens.stable(force: true, at: 2_000) }
        #expect(try tokens.stable(force: false, at: 2_000).text == "T_20")
        #expect(try tokens.stable(force: true, at: 86_460).text == "T_21")
    }

    @Test func classicTokenIsAnotherEachTime() throws {
        var tokens = PlatformTokens("T")
        #expect(tokens.classic(at: 0) == ("T_1", 7_200))
        #expect(tokens.classic(at: 100) == ("T_2", 7_200))
        #expect(code(tokens, "T_1", at: 399) == 0)
        #expect(code(tokens, "T_1", at: 400) == 42001)
        #expect(try tokens.stable(force: true, at: 400).text == "T_3")
        #expect(code(tokens, "T_2", at: 400) == 0, "the two ways do not touch each other")
    }

    @Test func allAreMadeVoid() throws {
        var tokens = PlatformTokens("T")
        _ = (try tokens.stable(force: false, at: 0), tokens.classic(at: 0), tokens.classic(at: 0))
        tokens.expire()
        for number in 1...3 { #expect(code(tokens, "T_\(number)", at: 1) == 40001) }
        #expect(try tokens.stable(force: false, at: 1).text == "T_4")
    }

    @Test func noTokenIsMissing() {
        #expect(code(PlatformTokens("T"), nil, at: 0) == 41001)
        #expect(code(PlatformTokens("T"), "", at: 0) == 41001)
    }
}
