/// Writing JSON.
extension ByteBuffer {
    // A byte is appended faster than a text of one.
    private static let quote = UInt8(ascii: "\"")

    /// Appends a text as a string of JSON: in quotation marks, what would end it escaped, the controls too.
    public mutating func append(quoted text: UnsafeRawBufferPointer) {
        append(Self.quote)
        var start = 0
        for index in 0..<(text.needsEscape ? text.count : 0) {
            let byte = text[index]
            guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F else { continue }
            append(text.view(start..<index))
            append(escaped: byte)
            start = index + 1
        }
        append(text.view(start..<text.count))
        append(Self.quote)
    }

    /// The same for a `String`.
    public mutating func append(quoted text: String) {
        var text = text
        text.withUTF8 { append(quoted: UnsafeRawBufferPointer($0)) }
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x00..<0x20, 0x7F:
            append("\\u00")
            append(byte >> 4 + 0x30)
            append(byte & 15 < 10 ? byte & 15 + 0x30 : byte & 15 + 0x57)
        default:
            append(0x5C)
            append(byte)
        }
    }
}
