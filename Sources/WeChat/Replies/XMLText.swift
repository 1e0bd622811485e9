/// Text on its way into a reply.
enum XMLText {
    /// Whether the text has characters that XML 1.0 forbids.
    static func needsCleaning(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            var index = 0
            while index < bytes.count {
                if index + 8 <= bytes.count, isPlain(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
                    index += 8
                    continue
                }
                let byte = bytes[index]
                // EF BF BE and EF BF BF are U+FFFE and U+FFFF.
                if byte == 0xEF, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE { return true }
                if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return true }
                index += 1
            }
            return false
        }
    }

    /// Whether none of eight bytes is a control character or may begin U+FFFE.
    private static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let difference = word ^ (ones &* 0xEF)
        let found = (word &- ones &* 0x20) & ~word | (difference &- ones) & ~difference
        return found & (ones << 7) == 0
    }

    /// The text without them.
    static func cleaned(_ text: String) -> String {
        guard needsCleaning(text) else { return text }
        var cleaned = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0xFFFE, 0xFFFF: continue
            default: cleaned.append(scalar)
            }
        }
        return String(cleaned)
    }
}
