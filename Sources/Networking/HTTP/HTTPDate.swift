import Bytes
import Glibc

/// The Date field's line, made once a second.
struct HTTPDate: ~Copyable {
    private var second = -1
    private let line = UnsafeMutableRawBufferPointer.allocate(byteCount: 37, alignment: 1)

    deinit { line.deallocate() }

    /// Makes the line new when the second has changed.
    mutating func update(to now: Int = time(nil)) {
        guard now != second else { return }
        second = now
        var parts = tm()
        gmtime_r(&second, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let text =
            "Date: \(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
            + "\(1900 + parts.tm_year) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT\r\n"
        line.copyBytes(from: text.utf8)
    }

    func write(to output: inout ByteBuffer) {
        output.append(UnsafeRawBufferPointer(line))
    }
}
