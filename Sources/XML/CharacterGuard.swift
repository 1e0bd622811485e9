import Bytes

/// What must be true of a document's bytes before a parser sees them.
///
/// libxml2's push parser takes overlong UTF-8 inside CDATA and stops at characters that users really send, so both are
/// settled here.
package enum CharacterGuard {
    /// Checks that the bytes are UTF-8 without NUL, and says whether XML 1.0 forbids some of the characters.
    static func check(_ bytes: UnsafeRawBufferPointer) throws(DocumentError) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        var hasForbidden = false
        var index = 0
        while true {
            index = endOfPlainASCII(bytes, from: index)
            guard index < bytes.count else { return hasForbidden }
            // Ideographs come in rows.
            repeat {
                if index + 4 <= bytes.count, isPlainTriple((start + index).loadUnaligned(as: UInt32.self)) {
                    index += 3
                } else {
                    guard bytes[index] != 0 else { throw .nulByte }
                    let length = scalarLength(bytes, index)
                    guard length > 0 else { throw .invalidUTF8 }
                    hasForbidden = hasForbidden || isForbidden(bytes, index)
                    index += length
                }
            } while index < bytes.count && bytes[index] >= 0x80
        }
    }

    /// Calls `body` with the bytes once they are checked, without the characters that XML 1.0 forbids.
    static func withAllowed<R>(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws(DocumentError) -> R
    ) throws(DocumentError) -> R {
        guard try check(bytes) else { return try body(bytes) }
        return try removingForbidden(bytes).withUnsafeBytes { bytes in
            Result { () throws(DocumentError) in try body(bytes) }
        }.get()
    }

    /// The bytes without the characters that XML 1.0 forbids: the controls but tab, LF and CR, and U+FFFE, U+FFFF.
    package static func removingForbidden(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let length = scalarLength(bytes, index)
            if !isForbidden(bytes, index) {
                kept.append(contentsOf: bytes[index..<(index + length)])
            }
            index += length
        }
        return kept
    }

    /// Whether the first three of four bytes are a scalar that needs no closer look: nearly all of Chinese.
    private static func isPlainTriple(_ word: UInt32) -> Bool {
        let word = UInt32(littleEndian: word)
        guard word & 0xC0_C0F0 == 0x80_80E0 else { return false }
        let scalar = (word & 0xF) << 12 | (word & 0x3F00) >> 2 | (word >> 16) & 0x3F
        return scalar >= 0x800 && scalar &- 0xD800 >= 0x800 && scalar < 0xFFFE
    }

    /// Where the visible ASCII, blanks and line ends stop that begin there; perhaps earlier, near the end.
    @inline(__always) private static func endOfPlainASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 16 <= bytes.count {
            let plain = countPlain(bytes, at: index)
            index += plain
            guard plain == 16 else { return index }
        }
        // The last block begins earlier, so that it ends with the bytes.
        let last = bytes.count - 16
        return last < 0 ? index : max(index, last + countPlain(bytes, at: last))
    }

    /// How many of sixteen bytes are so, from the first on.
    @inline(__always) private static func countPlain(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        let block = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        return (block | block.marks(below: 0x20) & ~block.marks(equalTo: 0x0A)).firstMark
    }

    /// Whether XML 1.0 forbids the scalar that begins there: a control but tab, LF and CR, or U+FFFE or U+FFFF.
    package static func isForbidden(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        switch bytes[index] {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20: true
        case 0xEF: bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
        default: false
        }
    }

    /// The length of the scalar that begins at `index`, by table 3-7 of the Unicode standard; 0 when none does.
    private static func scalarLength(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
        let first = bytes[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0..<0x80: return 1
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
