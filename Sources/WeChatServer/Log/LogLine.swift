/// A log line that is being written: an object of JSON, or `name=value` pairs.
struct LogLine {
    private var bytes: [UInt8]
    private let format: Configuration.Log.Format

    /// Begins a line behind what `bytes` hold, with its time and level.
    init(_ bytes: consuming [UInt8], _ format: Configuration.Log.Format, time: borrowing LogTime, level: StaticString) {
        self.bytes = bytes
        self.format = format
        if format == .json { raw("{\"time\":\"") }
        self.bytes.append(contentsOf: time.bytes)
        raw(format == .json ? "\",\"level\":\"" : " ")
        raw(level)
        if format == .json { raw("\"") }
    }

    /// The bytes with the line's end.
    consuming func ended() -> [UInt8] {
        raw(format == .json ? "}\n" : "\n")
        return bytes
    }

    /// A value, escaped so that it can neither end the line nor the field.
    mutating func field(_ name: StaticString, _ value: String) {
        key(name)
        var value = value
        value.withUTF8 { quoted(UnsafeRawBufferPointer($0)) }
    }

    /// A value under a name that a handler's author has chosen.
    mutating func field(named name: String, _ value: String) {
        let isPlain = name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x3D && $0 != 0x7F }
        raw(format == .json ? ",\"" : " ")
        bytes.append(contentsOf: (isPlain ? name : "field").utf8)
        raw(format == .json ? "\":" : "=")
        var value = value
        value.withUTF8 { quoted(UnsafeRawBufferPointer($0)) }
    }

    mutating func field(_ name: StaticString, _ number: Int) {
        key(name)
        bytes.append(contentsOf: String(number).utf8)
    }

    /// A time in milliseconds with three decimals.
    mutating func milliseconds(_ name: StaticString, nanoseconds: UInt64) {
        key(name)
        let microseconds = Int(nanoseconds / 1_000)
        bytes.append(contentsOf: String(microseconds / 1_000).utf8)
        raw(".")
        let rest = microseconds % 1_000
        bytes.append(UInt8(0x30 + rest / 100))
        bytes.append(UInt8(0x30 + rest / 10 % 10))
        bytes.append(UInt8(0x30 + rest % 10))
    }

    private mutating func key(_ name: StaticString) {
        raw(format == .json ? ",\"" : " ")
        raw(name)
        raw(format == .json ? "\":" : "=")
    }

    private mutating func quoted(_ text: UnsafeRawBufferPointer) {
        raw("\"")
        if text.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }) {
            bytes.append(contentsOf: text)
        } else {
            for byte in text { escape(byte) }
        }
        raw("\"")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C:
            bytes.append(0x5C)
            bytes.append(byte)
        case 0x00..<0x20, 0x7F:
            raw("\\u00")
            bytes.append(byte >> 4 + 0x30)
            bytes.append(byte & 15 < 10 ? byte & 15 + 0x30 : byte & 15 + 0x57)
        default: bytes.append(byte)
        }
    }

    private mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
