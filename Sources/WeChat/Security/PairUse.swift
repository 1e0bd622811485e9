import Bytes

/// What a timestamp and a nonce were used for. WeChat's `signature` covers those two and nothing of the body, so that
/// whoever has captured one request could put any body behind it: a pair is good for one push. (The same push may come
/// again with it; WeChat does that when it has had no answer.)
package struct PairUse: Equatable, Sendable {
    /// Stands for timestamp and nonce, by the signature over them, which was found right. (Hashed, because it is looked up
    /// by its lowest bits, and those of a hexadecimal digit are nearly the same.)
    package let pair: UInt64
    /// Stands for the body.
    package let body: UInt64

    init(signature: UnsafeRawBufferPointer, body: UnsafeRawBufferPointer) {
        pair = SecretHash.first(signature)
        self.body = SecretHash.first(body)
    }
}
