import COpenSSL
import Glibc

/// WeChat's signatures: SHA-1 over the token, the timestamp and the nonce, sorted by byte value and joined.
///
/// That is `signature`, which covers no byte of the body. `msg_signature`, of a push that is encrypted, is also over
/// the text of its `Encrypt`. (Protocol: section 1 of the message push guide, 接入概述.)
package enum Signature {
    /// Whether `signature` is the right one, in a time that does not depend on how wrong it is.
    package static func isRight(
        _ signature: UnsafeRawBufferPointer, token: Secret, timestamp: UnsafeRawBufferPointer,
        nonce: UnsafeRawBufferPointer
    ) -> Bool {
        token.bytes.withUnsafeBytes { isRight(signature, of: [$0, timestamp, nonce]) }
    }

    /// Whether `signature` is the right `msg_signature`, in a time that does not depend on how wrong it is.
    package static func isRight(
        _ signature: UnsafeRawBufferPointer, token: Secret, timestamp: UnsafeRawBufferPointer,
        nonce: UnsafeRawBufferPointer, encrypt: UnsafeRawBufferPointer
    ) -> Bool {
        token.bytes.withUnsafeBytes { isRight(signature, of: [$0, timestamp, nonce, encrypt]) }
    }

    /// The signature in forty lower-case hexadecimal digits.
    package static func text(token: Secret, timestamp: String, nonce: String) -> String {
        let timestamp = Array(timestamp.utf8)
        let nonce = Array(nonce.utf8)
        let digest = timestamp.withUnsafeBytes { timestamp in
            nonce.withUnsafeBytes { nonce in
                token.bytes.withUnsafeBytes { Self.digest(of: [$0, timestamp, nonce]) }
            }
        }
        return digest.hexadecimal
    }

    /// The `msg_signature` in forty lower-case hexadecimal digits.
    package static func text(
        token: Secret, timestamp: UnsafeRawBufferPointer, nonce: UnsafeRawBufferPointer,
        encrypt: UnsafeRawBufferPointer
    ) -> String {
        token.bytes.withUnsafeBytes { digest(of: [$0, timestamp, nonce, encrypt]) }.hexadecimal
    }

    private static func isRight<let count: Int>(
        _ signature: UnsafeRawBufferPointer, of parts: InlineArray<count, UnsafeRawBufferPointer>
    ) -> Bool {
        guard let given = SHA1.Digest(hexadecimal: signature) else { return false }
        let right = digest(of: parts)
        return given.span.withUnsafeBytes { given in
            right.span.withUnsafeBytes { CRYPTO_memcmp($0.baseAddress, given.baseAddress, $0.count) } == 0
        }
    }

    private static func digest<let count: Int>(
        of parts: InlineArray<count, UnsafeRawBufferPointer>
    ) -> SHA1.Digest {
        var sorted = parts
        for end in (1..<count).reversed() {
            for place in 0..<end where isBefore(sorted[place + 1], sorted[place]) {
                sorted.swapAt(place, place + 1)
            }
        }
        return SHA1.digest(sorted)
    }

    /// By byte value; a text is before a longer one that begins with it.
    private static func isBefore(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard let l = left.baseAddress, let r = right.baseAddress else { return left.count < right.count }
        let order = memcmp(l, r, min(left.count, right.count))
        return order != 0 ? order < 0 : left.count < right.count
    }
}
