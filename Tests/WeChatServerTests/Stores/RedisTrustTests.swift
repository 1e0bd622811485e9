import Networking
import Testing

@testable import WeChatServer

struct RedisTrustTests {
    private static let limits = ClaimLimits()
    private let now = MonotonicTime(nanoseconds: 1_000_000_000)
    private let first = RedisValue.bytes(Array("# Server\r\nredis_version:7.0.15\r\nrun_id:5f1\r\n".utf8))
    private let second = RedisValue.bytes(Array("# Server\r\nrun_id:5f2\r\n".utf8))

    @Test func firstConnectionHasLostNothing() {
        var trust = RedisTrust()
        #expect(trust.askable <= now && trust.steady == .never)
        trust.regain(at: now, Self.limits)
        #expect(trust.steady == now + Self.limits.grace && trust.askable <= now)
        #expect(trust.meet(first, at: now) == nil)
    }

    @Test func sameProcessMayBeAskedAtOnce() {
        var trust = RedisTrust()
        trust.regain(at: now, Self.limits)
        _ = trust.meet(first, at: now)
        trust.lose(at: 100)
        trust.regain(at: now + 9_000, Self.limits)
        #expect(trust.meet(first, at: now + 9_001) == nil)
        #expect(trust.askable == now + 9_001 && trust.steady == now + 9_000 + Self.limits.grace)
    }

    @Test(arguments: [true, false]) func otherMayHaveLostSomething(isNamed: Bool) {
        var trust = RedisTrust()
        trust.regain(at: now, Self.limits)
        _ = trust.meet(first, at: now)
        // It is said again with each attempt that fails.
        for time in 100...103 { trust.lose(at: time) }
        trust.regain(at: now, Self.limits)
        #expect(trust.meet(isNamed ? second : nil, at: now) == 100)
        #expect(trust.askable == now + Self.limits.recall)
        trust.lose(at: 200)
        trust.regain(at: now, Self.limits)
        #expect(trust.meet(second, at: now) == (isNamed ? nil : 200))
    }
}
