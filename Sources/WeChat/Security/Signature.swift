import COpenSSL
import Glibc

/// WeChat's signature: SHA-1 over the token, the timestamp and the nonce, sorted by byte value and joined.
///
/// It covers no byte of the body. (Protocol: section 1 of the message push guide, 接入概述.)
package struct Signature {
    package init() {}

    /// Whether `signature` is the right one, in a time that does not depend on how wrong it is.
    package func isRight(
        _ signature: UnsafeRawBufferPointer, token: Secret, timestamp: UnsafeRawBufferPointer,
        nonce: UnsafeRawBufferPointer
    ) -> Bool {
        guard let given = SHA1.Digest(hexadecimal: signature) else { return false }
        let right = digest(token: token, timestamp: timestamp, nonce: nonce)
        return given.span.withUnsafeBytes { given in
            right.span.withUnsafeBytes { CRYPTO_memcmp($0.baseAddress, given.baseAddress, $0.count) } == 0
        }
    }

    /// The signature in forty lower-case hexadecimal digits.
    package func text(token: Secret, timestamp: String, nonce: String) -> String {
        let timestamp = Array(timestamp.utf8)
        let nonce = Array(nonce.utf8)
        let digest = timestamp.withUnsafeBytes { timestamp in
            nonce.withUnsafeBytes { self.digest(token: token, timestamp: timestamp, nonce: $0) }
        }
        return digest.hexadecimal
    }

    private func digest(
        token: Secret, timestamp: UnsafeRawBufferPointer, nonce: UnsafeRawBufferPointer
    ) -> SHA1.Digest {
        token.bytes.withUnsafeBytes { token -> SHA1.Digest in
            var parts: InlineArray = [token, timestamp, nonce]
            if Self.isBefore(parts[1], parts[0]) { parts.swapAt(0, 1) }
            if Self.isBefore(parts[2], parts[1]) { parts.swapAt(1, 2) }
            if Self.isBefore(parts[1], parts[0]) { parts.swapAt(0, 1) }
            return SHA1.digest(parts)
        }
    }

    /// By byte value; a text is before a longer one that begins with it.
    private static func isBefore(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard let l = left.baseAddress, let r = right.baseAddress else { return left.count < right.count }
        let order = memcmp(l, r, min(left.count, right.count))
        return order != 0 ? order < 0 : left.count < right.count
    }
}
