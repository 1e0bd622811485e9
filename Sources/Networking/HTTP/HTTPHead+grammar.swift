import Bytes

/// The grammar of single values, RFC 9110 section 5.6 and RFC 9112.
extension HTTPHead {
    /// `token`: one or more of the letters, digits and the fifteen marks of RFC 9110 section 5.6.2.
    static func isToken(_ text: UnsafeRawBufferPointer) -> Bool {
        !text.isEmpty && tokenEnd(text) == text.count
    }

    /// Where the token ends that the text begins with.
    static func tokenEnd(_ text: UnsafeRawBufferPointer) -> Int {
        // Most names are of letters and dashes, and shorter than this.
        var index = text.count < 16 ? 0 : leadingLetters(text.loadUnaligned(as: SIMD16<UInt8>.self))
        while index < text.count, isTokenByte(text[index]) { index += 1 }
        return index
    }

    /// How many letters and dashes stand in front.
    private static func leadingLetters(_ block: SIMD16<UInt8>) -> Int {
        let letters = (block | SIMD16(repeating: 0x20)) &- SIMD16(repeating: UInt8(ascii: "a"))
        return (~(letters.marks(below: 26) | block.marks(equalTo: UInt8(ascii: "-")))).firstMark
    }

    /// No control character except the tab. What stands before the range has none.
    static func isFieldValue(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            // The last word begins earlier, so that it ends with the value.
            let start = min(index, range.upperBound - 8)
            if start >= 0, hasNoControl(bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)) {
                index = start + 8
                continue
            }
            let byte = bytes[index]
            if byte < 0x20 && byte != 0x09 || byte == 0x7F { return false }
            index += 1
        }
        return true
    }

    /// Whether all eight bytes are from 0x20 to 0x7E.
    private static func hasNoControl(_ word: UInt64) -> Bool {
        (word | (word &- 0x2020_2020_2020_2020) | (word &+ 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 == 0
    }

    /// A host and perhaps a port, not empty: what RFC 3986 lets stand there.
    static func isHost(_ value: UnsafeRawBufferPointer) -> Bool {
        !value.isEmpty
            && value.allSatisfy { byte in
                byte.isLetterOrDigit || byte == UInt8(ascii: ".")
                    || "-_~:[]%!$&'()*+;=".utf8.contains(byte)
            }
    }

    /// Whether `option`, in any case, stands in a list with commas.
    static func lists(_ option: StaticString, _ value: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        while start < value.count {
            let end = value.position(of: UInt8(ascii: ","), from: start) ?? value.count
            let found = UnsafeRawBufferPointer(rebasing: value[start..<end]).trimmed()
            if found.equalsIgnoringCase(option) { return true }
            start = end + 1
        }
        return false
    }

    /// `1*10DIGIT`.
    static func contentLength(_ value: UnsafeRawBufferPointer) -> Int? {
        guard 1...10 ~= value.count, value.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return value.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    /// Where the path begins: 0, or behind `http://authority`; nil when there is a scheme and no authority.
    static func authorityEnd(_ target: UnsafeRawBufferPointer) -> Int? {
        guard target.first != UInt8(ascii: "/") else { return 0 }
        for scheme: StaticString in ["http://", "https://"] {
            let length = scheme.utf8CodeUnitCount
            guard target.count > length,
                UnsafeRawBufferPointer(rebasing: target[..<length]).equalsIgnoringCase(scheme)
            else { continue }
            let end = target.position(of: UInt8(ascii: "/"), from: length)
            guard let end, isHost(UnsafeRawBufferPointer(rebasing: target[length..<end])) else { return nil }
            return end
        }
        return nil
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        guard byte < 0x80 else { return false }
        // One bit for each of the 128 ASCII characters.
        let bits: UInt64 = byte < 0x40 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
        return bits >> (UInt64(byte) & 63) & 1 == 1
    }
}
