/// What must be true of a document's bytes before libxml2 sees them.
///
/// libxml2's push parser takes overlong UTF-8 inside CDATA and stops at characters that users really send, so both are
/// settled here.
enum CharacterGuard {
    /// Checks that the bytes are UTF-8 without NUL, and says whether XML 1.0 forbids some of the characters.
    static func check(_ bytes: UnsafeRawBufferPointer) throws(XMLError) -> Bool {
        var hasForbidden = false
        var index = 0
        while index < bytes.count {
            if index + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if isPlainASCII(word) {
                    index += 8
                    continue
                }
            }
            // Ideographs come in rows, and so do bytes of ASCII behind a line's end.
            let stop = min(index + 8, bytes.count)
            while index < stop {
                let byte = bytes[index]
                if byte < 0x80 {
                    guard byte != 0 else { throw .nulByte }
                    hasForbidden = hasForbidden || isForbidden(byte)
                    index += 1
                } else if isIdeograph(bytes, index) {
                    index += 3
                } else {
                    let length = scalarLength(bytes, index)
                    guard length > 0 else { throw .invalidUTF8 }
                    if byte == 0xEF { hasForbidden = hasForbidden || isNoncharacter(bytes, index) }
                    index += length
                }
            }
        }
        return hasForbidden
    }

    /// The bytes without the characters that XML 1.0 forbids: the controls but tab, LF and CR, and U+FFFE, U+FFFF.
    static func removingForbidden(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let length = bytes[index] < 0x80 ? 1 : scalarLength(bytes, index)
            if !isForbidden(bytes[index]) && !isNoncharacter(bytes, index) {
                kept.append(contentsOf: bytes[index..<(index + length)])
            }
            index += length
        }
        return kept
    }

    /// Whether a scalar of three bytes begins there that needs no closer look: nearly all of Chinese.
    private static func isIdeograph(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        guard 0xE1...0xEC ~= bytes[index], index + 3 <= bytes.count else { return false }
        return bytes[index + 1] & 0xC0 == 0x80 && bytes[index + 2] & 0xC0 == 0x80
    }

    /// Whether all eight bytes are ASCII that XML allows.
    private static func isPlainASCII(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops = ones << 7
        if (word | (word &- ones &* 0x20)) & tops == 0 { return true }
        guard word & tops == 0 else { return false }
        // Below 0x80 no byte carries into the next: adding 0x60 reaches the top bit from 0x20 on, and adding 0x7F to the
        // difference from a byte reaches it unless the two are equal.
        func differs(from byte: UInt64) -> UInt64 { (word ^ (ones &* byte)) &+ ones &* 0x7F }
        let isVisible = word &+ ones &* 0x60
        return (isVisible | ~(differs(from: 0x0A) & differs(from: 0x0D) & differs(from: 0x09))) & tops == tops
    }

    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
    }

    /// U+FFFE and U+FFFF.
    private static func isNoncharacter(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
    }

    /// The length of the scalar of two to four bytes that begins at `index`, by table 3-7 of the Unicode standard; 0
    /// when none does.
    private static func scalarLength(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
        let first = bytes[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0:
            length = 3
            second = 0xA0...0xBF
        case 0xED:
            length = 3
            second = 0x80...0x9F
        case 0xE1...0xEF: length = 3
        case 0xF0:
            length = 4
            second = 0x90...0xBF
        case 0xF1...0xF3: length = 4
        case 0xF4:
            length = 4
            second = 0x80...0x8F
        default: return 0
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
        for next in 2..<max(length, 2) where bytes[index + next] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
