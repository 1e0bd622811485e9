import Testing

@testable import wechatd

@Suite struct MomentTests {
    private let now = 1_795_254_594  // 2026-11-21T09:49:54Z

    @Test(arguments: [
        ("90s", "2026-11-21T09:48:24Z"), ("15m", "2026-11-21T09:34:54Z"), ("2h", "2026-11-21T07:49:54Z"),
        ("3d", "2026-11-18T09:49:54Z"), ("2026-11-21", "2026-11-21T00:00:00Z"),
        ("2026-11-21T10:00", "2026-11-21T10:00:00Z"), ("2028-02-29T23:59:59", "2028-02-29T23:59:59Z"),
        ("2026-11-21T10:00:01Z", "2026-11-21T10:00:01Z"),
    ])
    func timeIsRead(_ text: String, _ time: String) {
        #expect(Moment(text, now: now)?.description == time)
    }

    @Test(arguments: [
        "", "h", "-2h", "2", "2w", "1234567h", "2026", "2026-13-01", "2026-02-30", "2026-11-21T", "2026-11-21T10",
        "2026-11-21T24:00", "2026-11-21T10:00:00:00", "2026-11-21T10:00+08:00", "21.11.2026", "2026-11-21 10:00",
    ])
    func whatIsNoTimeIsRefused(_ text: String) {
        #expect(Moment(text, now: now) == nil)
    }
}
