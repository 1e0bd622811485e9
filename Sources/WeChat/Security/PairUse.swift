import Bytes

/// What a timestamp and a nonce were used for. WeChat's `signature` covers those two and nothing of the body, so that
/// whoever has captured one request could put any body behind it: a pair is good for one push. (The same push may come
/// again with it; WeChat does that when it has had no answer.)
package struct PairUse: Equatable, Sendable {
    /// Stands for timestamp and nonce: the beginning of the signature over them, which was found right.
    package let pair: UInt64
    /// Stands for the body.
    package let body: UInt64

    /// `signature` has forty hexadecimal digits.
    init(signature: UnsafeRawBufferPointer, body: UnsafeRawBufferPointer) {
        pair =
            signature.loadUnaligned(as: UInt64.self) ^ signature.loadUnaligned(fromByteOffset: 8, as: UInt64.self) << 4
        self.body = SecretHash.first(body)
    }
}
