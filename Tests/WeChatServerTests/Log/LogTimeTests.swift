import Bytes
import Glibc
import Testing

@testable import WeChatServer

@Suite struct LogTimeTests {
    private func written(_ time: LogTime) -> String {
        var line = ByteBuffer()
        time.write(to: &line)
        return String(decoding: line.bytes, as: UTF8.self)
    }

    @Test func timeIsUTCToTheMillisecond() {
        var time = LogTime()
        let times = [
            (0, 0), (0, 999_999_999), (1_795_254_594, 123_456_789), (951_782_399, 5_000_000), (951_782_400, 0),
        ]
        let texts = times.map { seconds, nanoseconds in
            time.update(to: timespec(tv_sec: seconds, tv_nsec: nanoseconds))
            return written(time)
        }
        #expect(
            texts == [
                "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.999Z", "2026-11-21T09:49:54.123Z",
                "2000-02-28T23:59:59.005Z", "2000-02-29T00:00:00.000Z",
            ])
    }

    @Test func presentTimeIsTaken() {
        var (before, time, after) = (LogTime(), LogTime(), LogTime())
        before.update()
        time.update()
        after.update()
        #expect(written(before) <= written(time) && written(time) <= written(after))
        #expect(written(before) > "2026")
    }
}
