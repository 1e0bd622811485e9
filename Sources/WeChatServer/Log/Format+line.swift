import Bytes

/// A log line: an object of JSON, or `name=value` pairs.
extension Configuration.Log.Format {
    /// Begins a line with its time and level.
    func begin(_ line: inout ByteBuffer, time: borrowing LogTime, level: StaticString) {
        if self == .json { line.append("{\"time\":\"") }
        time.write(to: &line)
        line.append(self == .json ? "\",\"level\":\"" : " ")
        line.append(level)
        if self == .json { line.append("\"") }
    }

    func end(_ line: inout ByteBuffer) {
        line.append(self == .json ? "}\n" : "\n")
    }

    /// A value, escaped so that it can end neither the line nor the field.
    func field(_ line: inout ByteBuffer, _ key: LogKey, _ value: String) {
        var value = value
        value.withUTF8 { field(&line, key, UnsafeRawBufferPointer($0)) }
    }

    func field(_ line: inout ByteBuffer, _ key: LogKey, _ value: UnsafeRawBufferPointer) {
        begin(&line, key)
        line.append(quoted: value)
    }

    func field(_ line: inout ByteBuffer, _ key: LogKey, plain value: StaticString) {
        field(&line, key, plain: UnsafeRawBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount))
    }

    /// A value that needs no escape.
    func field(_ line: inout ByteBuffer, _ key: LogKey, plain value: UnsafeRawBufferPointer) {
        begin(&line, key)
        line.append(UInt8(ascii: "\""))
        line.append(value)
        line.append(UInt8(ascii: "\""))
    }

    /// A value under a name that a handler's author has chosen.
    func field(_ line: inout ByteBuffer, named name: String, _ value: String) {
        let isPlain = name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x3D && $0 != 0x7F }
        line.append(self == .json ? ",\"" : " ")
        line.append(string: isPlain ? name : "field")
        line.append(self == .json ? "\":" : "=")
        line.append(quoted: value)
    }

    func field(_ line: inout ByteBuffer, _ key: LogKey, _ number: Int) {
        begin(&line, key)
        line.append(decimal: number)
    }

    /// A time in milliseconds with three decimals.
    func milliseconds(_ line: inout ByteBuffer, nanoseconds: UInt64) {
        let microseconds = Int(nanoseconds / 1_000)
        begin(&line, .milliseconds)
        line.append(decimal: microseconds / 1_000)
        line.append(".")
        line.append(decimal: microseconds % 1_000, digits: 3)
    }

    private func begin(_ line: inout ByteBuffer, _ key: LogKey) {
        line.append(self == .json ? key.json : key.text)
    }
}
