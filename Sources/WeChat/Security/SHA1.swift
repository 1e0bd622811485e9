import COpenSSL

/// SHA-1 with a context that is used again: a third of the price of the one-shot function. One for each thread.
final class SHA1 {
    /// Twenty bytes.
    typealias Digest = InlineArray<20, UInt8>

    /// Fetched once for the process: fetching costs more than hashing.
    nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA1", nil)  // never changed or freed
    private let context = EVP_MD_CTX_new()

    deinit { EVP_MD_CTX_free(context) }

    /// The digest of the parts, one behind the other.
    func digest(_ parts: InlineArray<3, UnsafeRawBufferPointer>) -> Digest {
        var digest = Digest(repeating: 0)
        var isRight = EVP_DigestInit_ex2(context, Self.algorithm, nil) == 1
        for index in parts.indices {
            isRight = isRight && EVP_DigestUpdate(context, parts[index].baseAddress, parts[index].count) == 1
        }
        var span = digest.mutableSpan
        span.withUnsafeMutableBufferPointer {
            isRight = isRight && EVP_DigestFinal_ex(context, $0.baseAddress, nil) == 1
        }
        precondition(isRight, "OpenSSL has no SHA-1")
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
            for index in 0..<40 {
                let half = index & 1 == 0 ? self[index >> 1] >> 4 : self[index >> 1] & 15
                digits[index] = half < 10 ? 0x30 + half : 0x57 + half
            }
            return 40
        }
    }

    /// The value of a digit; 16 or more when it is none.
    private static func value(of digit: UInt8) -> UInt8 {
        let number = digit &- 0x30
        if number < 10 { return number }
        let letter = digit &- 0x61
        return letter < 6 ? letter + 10 : 0xFF
    }
}
