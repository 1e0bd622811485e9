import Bytes

/// What must be true of a document's bytes before json-c sees them, and what its tree would hide.
///
/// Told to be strict, json-c 0.16 still takes single quotes, `NaN` and `-01`, and of an integer of more than 64 bits it
/// makes the nearest that has no more.
struct JSONGuard {
    /// Where the names of the root's members stand, in their quotes. json-c keeps the last of two that are equal.
    private(set) var names: [Range<Int>] = []
    /// Where characters are escaped that XML 1.0 forbids.
    private(set) var forbidden: [Range<Int>] = []

    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    init(_ bytes: UnsafeRawBufferPointer, limits: DocumentLimits) throws(DocumentError) {
        self.bytes = bytes
        var depth = 0
        var marks = 0
        var string = 0..<0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                string = try readString()
                continue
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                try skipNumber()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                marks += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ","): marks += 1
            case UInt8(ascii: ":"): if depth == 1 { names.append(string) }
            case UInt8(ascii: "'"), UInt8(ascii: "N"), UInt8(ascii: "I"):
                throw .notJSON(offset: index, "unexpected character")
            default: break
            }
            // json-c would take three quarters of a kilobyte for each `{}`. There are no more values than marks, and no
            // push has more arrays than elements.
            guard marks <= 2 * limits.elements else { throw .tooManyElements }
            index += 1
        }
    }

    /// The bytes without the escapes of forbidden characters.
    func allowed() -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var start = 0
        for escape in forbidden {
            kept.append(contentsOf: bytes[start..<escape.lowerBound])
            start = escape.upperBound
        }
        kept.append(contentsOf: bytes[start...])
        return kept
    }
}

/// Reading.
extension JSONGuard {
    /// Goes behind a string, or to the end when the string has none.
    private mutating func readString() throws(DocumentError) -> Range<Int> {
        let start = index
        index += 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return start..<index
            case UInt8(ascii: "\\"): try skipEscape()
            default: index += 1
            }
        }
        return start..<index
    }

    private mutating func skipEscape() throws(DocumentError) {
        let start = index
        guard index + 1 < bytes.count else { throw .notJSON(offset: index, "unexpected end of data") }
        index += 2
        switch bytes[start + 1] {
        case UInt8(ascii: "b"), UInt8(ascii: "f"): forbidden.append(start..<index)
        case UInt8(ascii: "u"):
            let value = try readHexadecimal()
            // Half of a pair is no character yet; json-c puts U+FFFD for one that stands alone.
            let isHalf = value & 0xF800 == 0xD800
            if !isHalf, CharacterReference.isForbidden(value) { forbidden.append(start..<index) }
        default: break
        }
    }

    /// Four digits. Fewer are refused here: the removal of what follows could make four of them.
    private mutating func readHexadecimal() throws(DocumentError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard index < bytes.count, let digit = CharacterReference.digit(bytes[index]) else {
                throw .notJSON(offset: index, "invalid string sequence")
            }
            value = value << 4 | digit
            index += 1
        }
        return value
    }

    /// Goes behind a number as RFC 8259 writes it, and as json-c can keep it.
    private mutating func skipNumber() throws(DocumentError) {
        let start = index
        _ = skip("-")
        let integer = try skipDigits()
        let hasIdleZero = integer.count > 1 && bytes[integer.lowerBound] == UInt8(ascii: "0")
        guard !hasIdleZero else { throw .notJSON(offset: start, "number expected") }
        if skip(".") { _ = try skipDigits() }
        if skip("e") || skip("E") {
            _ = skip("+") || skip("-")
            _ = try skipDigits()
        }
        guard index == integer.upperBound, integer.count > 18 else { return }
        let digits = String(decoding: bytes[start..<index], as: UTF8.self)
        guard Int64(digits) != nil || UInt64(digits) != nil else {
            throw .notJSON(offset: start, "an integer of more than 64 bits")
        }
    }

    private mutating func skip(_ sign: StaticString) -> Bool {
        guard bytes.has(sign, at: index) else { return false }
        index += 1
        return true
    }

    private mutating func skipDigits() throws(DocumentError) -> Range<Int> {
        let start = index
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
        guard index > start else { throw .notJSON(offset: index, "number expected") }
        return start..<index
    }
}
