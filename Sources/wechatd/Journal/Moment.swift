import ArgumentParser
import Glibc

/// A time as operators write it: so long ago, or a date with or without a time, in UTC as in the log.
struct Moment: ExpressibleByArgument, Equatable, CustomStringConvertible {
    /// Since 1970.
    let seconds: Int

    init(seconds: Int) {
        self.seconds = seconds
    }

    init?(argument: String) {
        self.init(argument, now: time(nil))
    }

    /// Reads `90s`, `15m`, `2h`, `3d`, `2026-11-21`, `2026-11-21T10:00` or `2026-11-21T10:00:00`.
    init?(_ text: String, now: Int) {
        if let unit = text.last.flatMap({ Self.units[$0] }), let count = Self.count(text.dropLast()) {
            seconds = now - count * unit
        } else if let date = Self.date(text.hasSuffix("Z") ? String(text.dropLast()) : text) {
            seconds = date
        } else {
            return nil
        }
    }

    /// The time as it is on the log's lines.
    var description: String {
        var parts = tm()
        var seconds = seconds
        gmtime_r(&seconds, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
            let count = strftime(text.baseAddress, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
            return String(decoding: text[..<count].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]

    private static func count(_ digits: Substring) -> Int? {
        guard 1...6 ~= digits.utf8.count, digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return Int(digits)
    }

    private static func date(_ text: String) -> Int? {
        let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let day = numbers(halves[0], separator: "-")
        let time = halves.count > 1 ? numbers(halves[1], separator: ":") : [0, 0]
        guard day.count == 3, 2...3 ~= time.count else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (day[0] - 1_900, day[1] - 1, day[2])
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (time[0], time[1], time.count > 2 ? time[2] : 0)
        let wanted = parts
        let seconds = timegm(&parts)
        // A 30 February has become another day.
        return (parts.tm_mon, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec)
            == (wanted.tm_mon, wanted.tm_mday, wanted.tm_hour, wanted.tm_min, wanted.tm_sec) ? seconds : nil
    }

    /// The numbers; none when there is anything else.
    private static func numbers(_ text: Substring, separator: Character) -> [Int32] {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { count($0).map { Int32($0) } }
        return numbers.count == parts.count ? numbers : []
    }
}
