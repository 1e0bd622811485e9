import Bytes

/// Hashes that only this process can make: nobody outside can find two texts that are taken for one.
///
/// A polynomial over the field of 2⁶¹−1 elements, whose coefficients are a text's bytes, seven at a time, at a point that
/// was drawn when the process started: any two texts of n bytes meet with a probability below n/7 in 2⁶¹.
struct SecretHash {
    private let point: UInt64

    /// Two hashes that have nothing to do with each other.
    static let first = SecretHash(point: UInt64.random(in: 1..<field))
    static let second = SecretHash(point: UInt64.random(in: 1..<field))

    private static let field: UInt64 = (1 << 61) - 1

    /// The hash of a text behind others: `sum` is theirs.
    func callAsFunction(_ bytes: UnsafeRawBufferPointer, behind sum: UInt64 = 0) -> UInt64 {
        var sum = Self.product(sum &+ UInt64(bytes.count), point)
        guard var next = bytes.baseAddress else { return sum }
        let end = next + bytes.count
        while end - next >= 8 {
            sum = Self.product(sum &+ next.loadUnaligned(as: UInt64.self) & 0xFF_FFFF_FFFF_FFFF, point)
            next += 7
        }
        var rest: UInt64 = 0
        // Seven bytes at most.
        for byte in UnsafeRawBufferPointer(start: next, count: end - next) { rest = rest << 8 | UInt64(byte) }
        return Self.product(sum &+ rest, point)
    }

    /// A hash that may be added to others: sums of polynomials do not tell which coefficient was whose.
    static func mixed(_ hash: UInt64) -> UInt64 { product(hash, hash & field) }

    /// The product of two numbers below 2⁶³ and 2⁶¹, less than the field's size but for a few.
    @inline(__always) private static func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (high, low) = left.multipliedFullWidth(by: right)
        let sum = (low & field) &+ (high << 3 | low >> 61)
        return (sum & field) &+ (sum >> 61)
    }
}
