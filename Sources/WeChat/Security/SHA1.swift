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
        span.withUnsafeMutableBufferPointer { isRight = isRight && EVP_DigestFinal_ex(context, $0.baseAddress, nil) == 1 }
        precondition(isRight, "OpenSSL has no SHA-1")
        return digest
    }
}

extension InlineArray<20, UInt8> {
    /// Forty lower-case hexadecimal digits.
    var hexadecimal: InlineArray<40, UInt8> {
        InlineArray<40, UInt8> { index in
            let half = index & 1 == 0 ? self[index >> 1] >> 4 : self[index >> 1] & 15
            return half < 10 ? 0x30 + half : 0x57 + half
        }
    }
}
