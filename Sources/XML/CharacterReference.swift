import Bytes

/// A character written as its number: `&#10;` or `&#xA;`.
struct CharacterReference {
    /// Behind the last byte, or behind what has been understood of something that is no reference.
    let end: Int
    /// Whether it stands for a character that XML 1.0 forbids.
    let isForbidden: Bool

    /// What begins with the `&#` at `start`.
    init(_ bytes: UnsafeRawBufferPointer, at start: Int) {
        let radix: UInt32 = bytes.has("x", at: start + 2) ? 16 : 10
        let first = start + (radix == 16 ? 3 : 2)
        var index = first
        var value: UInt32 = 0
        while index < bytes.count, let digit = Self.digit(bytes[index]), digit < radix {
            value = min(value * radix + digit, 0x11_0000)
            index += 1
        }
        let isComplete = index > first && bytes.has(";", at: index)
        end = isComplete ? index + 1 : index
        isForbidden = isComplete && Self.isForbidden(value)
    }

    static func digit(_ byte: UInt8) -> UInt32? {
        if byte &- 0x30 < 10 { return UInt32(byte &- 0x30) }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? UInt32(letter) + 10 : nil
    }

    static func isForbidden(_ value: UInt32) -> Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0xD800...0xDFFF, 0xFFFE, 0xFFFF, 0x11_0000...: true
        default: false
        }
    }
}
