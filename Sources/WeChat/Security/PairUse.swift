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
        pair = Self.hash(signature)
        self.body = Self.hash(body)
    }

    /// A polynomial over the field of 2⁶¹−1 elements, whose coefficients are the body's bytes, seven at a time, at a point
    /// that only this process knows: any two bodies of n bytes meet with a probability below n/7 in 2⁶¹.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let point = point
        var sum = UInt64(bytes.count)
        guard var next = bytes.baseAddress else { return sum }
        let end = next + bytes.count
        while end - next >= 8 {
            sum = product(sum &+ next.loadUnaligned(as: UInt64.self) & 0xFF_FFFF_FFFF_FFFF, point)
            next += 7
        }
        var rest: UInt64 = 0
        // Seven bytes at most.
        for byte in UnsafeRawBufferPointer(start: next, count: end - next) { rest = rest << 8 | UInt64(byte) }
        return product(sum &+ rest, point)
    }

    private static let field: UInt64 = (1 << 61) - 1
    private static let point = UInt64.random(in: 1..<field)

    /// The product of two numbers below 2⁶³ and 2⁶¹, less than the field's size but for a few.
    @inline(__always) private static func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (high, low) = left.multipliedFullWidth(by: right)
        let sum = (low & field) &+ (high << 3 | low >> 61)
        return (sum & field) &+ (sum >> 61)
    }
}
