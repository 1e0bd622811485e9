import Bytes

/// Hashes that only this process can make: nobody outside can find two texts that are taken for one.
///
/// A polynomial over the field of 2⁶¹−1 elements, whose coefficients are a text's bytes, seven at a time, at a point that
/// was drawn when the process started: any two texts of n bytes meet with a probability below n/7 in 2⁶¹.
struct SecretHash {
    private let point: UInt64
    private let square: UInt64

    /// Two hashes that have nothing to do with each other.
    static let first = SecretHash(point: UInt64.random(in: 1..<field))
    static let second = SecretHash(point: UInt64.random(in: 1..<field))

    private static let field: UInt64 = (1 << 61) - 1

    private init(point: UInt64) {
        self.point = point
        square = Self.product(point, point)
    }

    /// The hash of a text behind others: `sum` is theirs.
    func callAsFunction(_ bytes: UnsafeRawBufferPointer, behind sum: UInt64 = 0) -> UInt64 {
        var sum = Self.product(sum &+ UInt64(bytes.count), point)
        guard bytes.count >= 8 else {
            let rest = bytes.reduce(0) { $0 << 8 | UInt64($1) }
            return Self.product(sum &+ rest, point)
        }
        var left = bytes
        while left.count > 14 {
            // Two coefficients are brought back into the field together.
            let both = UInt128(sum &+ Self.coefficient(left, 0)) &* UInt128(square)
            sum = Self.reduced(both &+ UInt128(Self.coefficient(left, 7)) &* UInt128(point))
            left = left.view(14..<left.count)
        }
        if left.count > 7 { sum = Self.product(sum &+ Self.coefficient(left, 0), point) }
        // The last one begins earlier, so that it ends with the text.
        return Self.product(sum &+ Self.coefficient(bytes, bytes.count - 8, 8), point)
    }

    /// Seven bytes of eight: the first ones, or the last.
    private static func coefficient(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ shift: Int = 0) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self) >> shift & 0xFF_FFFF_FFFF_FFFF
    }

    /// A hash that may be added to others: sums of polynomials do not tell which coefficient was whose.
    static func mixed(_ hash: UInt64) -> UInt64 { product(hash, hash & field) }

    /// The product of two numbers below 2⁶³ and 2⁶¹, less than the field's size but for a few.
    private static func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
        reduced(UInt128(left) &* UInt128(right))
    }

    /// A number below 2¹²⁴ as one of the field, or a few more.
    private static func reduced(_ number: UInt128) -> UInt64 {
        let sum = UInt64(truncatingIfNeeded: number) & field &+ UInt64(truncatingIfNeeded: number >> 61)
        return (sum & field) &+ (sum >> 61)
    }
}
