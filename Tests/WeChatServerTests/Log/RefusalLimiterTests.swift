import Testing
import WeChat

@testable import WeChatServer

@Suite struct RefusalLimiterTests {
    @Test func aFewLinesOfEachSortAreAllowed() {
        var limiter = RefusalLimiter()
        let allowed = (0..<5).map { _ in limiter.allows(.path, now: 1) }
        #expect(allowed == [0, 0, 0, nil, nil])
        #expect(limiter.allows(.http, now: 1) == 2)
    }

    @Test func tenThousandInASecondAreTenLinesAndANumber() {
        var limiter = RefusalLimiter()
        let labels: [RefusalLabel] = [.path, .http, .document, .bodyEmpty, .signatureDiffers]
        let allowed = (0..<10_000).compactMap { limiter.allows(labels[$0 % labels.count], now: 1) }
        #expect(allowed.count == 10)
        #expect(limiter.allows(.path, now: 2) == 9_990 - allowed.reduce(0, +))
        #expect(limiter.allows(.path, now: 2) == 0)
    }

    @Test func clockThatGoesBackIsANewSecond() {
        var limiter = RefusalLimiter()
        for _ in 0..<4 { _ = limiter.allows(.path, now: 2) }
        #expect(limiter.allows(.path, now: 1) == 1)
    }
}
