import Bytes
import Glibc

/// The time on log lines: UTC to the millisecond, `2026-11-21T09:49:54.123Z`, whose seconds are written once a second.
struct LogTime {
    private var bytes = Array("1970-01-01T00:00:00.000Z".utf8)
    private var second = 0

    /// Takes the present time.
    mutating func update() {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        update(to: now)
    }

    /// Takes the time that it is given.
    mutating func update(to now: timespec) {
        let millisecond = now.tv_nsec / 1_000_000
        if now.tv_sec != second {
            second = now.tv_sec
            var parts = tm()
            gmtime_r(&second, &parts)
            put(Int(parts.tm_year) + 1900, digits: 4, at: 0)
            put(Int(parts.tm_mon) + 1, digits: 2, at: 5)
            put(Int(parts.tm_mday), digits: 2, at: 8)
            put(Int(parts.tm_hour), digits: 2, at: 11)
            put(Int(parts.tm_min), digits: 2, at: 14)
            put(Int(parts.tm_sec), digits: 2, at: 17)
        }
        put(millisecond, digits: 3, at: 20)
    }

    func write(to line: inout ByteBuffer) {
        bytes.withUnsafeBytes { line.append($0) }
    }

    private mutating func put(_ number: Int, digits: Int, at start: Int) {
        var rest = number
        for index in stride(from: start + digits - 1, through: start, by: -1) {
            bytes[index] = UInt8(0x30 + rest % 10)
            rest /= 10
        }
    }
}
