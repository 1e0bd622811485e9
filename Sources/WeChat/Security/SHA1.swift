import COpenSSL

/// SHA-1, by the functions that OpenSSL 3 advises against: behind the advised ones is the same code, under layers that
/// cost twice as much as to hash so short a text. (They are for programs that may be given another provider.)
enum SHA1 {
    /// Twenty bytes.
    typealias Digest = InlineArray<20, UInt8>

    /// The digest of the parts, one behind the other.
    static func digest<let count: Int>(_ parts: InlineArray<count, UnsafeRawBufferPointer>) -> Digest {
        var context = SHA_CTX()
        SHA1_Init(&context)
        for index in parts.indices { SHA1_Update(&context, parts[index].baseAddress, parts[index].count) }
        var digest = Digest(repeating: 0)
        var span = digest.mutableSpan
        // It also wipes what it has held of the token.
        _ = span.withUnsafeMutableBufferPointer { SHA1_Final($0.baseAddress, &context) }
        return digest
    }
}

extension InlineArray<20, UInt8> {
    /// Reads forty lower-case hexadecimal digits; nil for anything else.
    init?(hexadecimal digits: UnsafeRawBufferPointer) {
        guard digits.count == 40 else { return nil }
        var bad: UInt8 = 0
        self.init { index in
            let high = Self.value(of: digits[2 * index])
            let low = Self.value(of: digits[2 * index + 1])
            bad |= high | low
            return high << 4 | low & 15
        }
        guard bad < 16 else { return nil }
    }

    /// Forty lower-case hexadecimal digits.
    var hexadecimal: String {
        String(unsafeUninitializedCapacity: 40) { digits in
            for index in indices {
                digits[2 * index] = Self.digit(of: self[index] >> 4)
                digits[2 * index + 1] = Self.digit(of: self[index] & 15)
            }
            return 40
        }
    }

    /// The digit of a number below sixteen.
    private static func digit(of half: UInt8) -> UInt8 { half < 10 ? 0x30 &+ half : 0x57 &+ half }

    /// The value of a digit; 16 or more when it is none.
    private static func value(of digit: UInt8) -> UInt8 {
        let number = digit &- 0x30
        if number < 10 { return number }
        let letter = digit &- 0x61
        return letter < 6 ? letter + 10 : 0xFF
    }
}
