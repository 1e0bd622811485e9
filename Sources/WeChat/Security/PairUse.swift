import Bytes

/// What a timestamp and a nonce were used for. WeChat's `signature` covers those two and nothing of the body, so that
/// whoever has captured one request could put any body behind it: a pair is good for one push. (The same push may come
/// again with it; WeChat does that when it has had no answer.)
package struct PairUse: Equatable, Sendable {
    /// Stands for timestamp and nonce.
    package let pair: UInt64
    /// Stands for the body.
    package let body: UInt64

    /// Hashed by SipHash under a key of this process: nobody outside can make two bodies that are taken for one.
    init(_ timestamp: UnsafeRawBufferPointer, _ nonce: UnsafeRawBufferPointer, for body: UnsafeRawBufferPointer) {
        var hasher = Hasher()
        hasher.combine(bytes: timestamp)
        hasher.combine(bytes: nonce)
        pair = UInt64(bitPattern: Int64(hasher.finalize()))
        hasher = Hasher()
        hasher.combine(bytes: body)
        self.body = UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
