import Bytes
import Synchronization

/// Hashes that only this server can make: nobody outside can find two texts that are taken for one.
///
/// A polynomial over the field of 2⁶¹−1 elements, whose coefficients are a text's bytes, seven at a time, at a point that
/// was drawn when the process started, or an earlier one: any two texts of n bytes meet with a probability below n/7 in 2⁶¹.
struct SecretHash {
    private let point: UInt64
    private let square: UInt64

    /// Two hashes that have nothing to do with each other.
    static let first = SecretHash(point: HashSeed.inUse.first)
    static let second = SecretHash(point: HashSeed.inUse.second)

    fileprivate static let field: UInt64 = (1 << 61) - 1

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

/// What makes a server's hashes its own. It is kept where hashes outlive the process.
package struct HashSeed: Equatable, Sendable {
    package let first: UInt64
    package let second: UInt64

    /// The words that an earlier process has drawn. Nil when they are no seed.
    package init?(first: UInt64, second: UInt64) {
        guard 1..<SecretHash.field ~= first, 1..<SecretHash.field ~= second else { return nil }
        self.init(first, second)
    }

    /// The seed of all instances that share what they know of pushes: their hashes have to be the same, also while accounts
    /// are added and keys change. The digits of π.
    ///
    /// It is no secret: who knew the MsgIds of his own messages beforehand could make two be taken for one, and lose one of
    /// them; of no other's.
    package static let shared = HashSeed(0x0243_F6A8_885A_308D, 0x0313_198A_2E03_7073)

    private init(_ first: UInt64, _ second: UInt64) {
        self.first = first
        self.second = second
    }

    private init() {
        self.init(.random(in: 1..<SecretHash.field), .random(in: 1..<SecretHash.field))
    }

    /// The seed of this process, drawn when it is first asked for.
    package static let inUse = chosen.load()?.seed ?? HashSeed()

    private static let chosen = AtomicLazyReference<Choice>()

    private final class Choice: Sendable {
        let seed: HashSeed

        init(_ seed: HashSeed) { self.seed = seed }
    }

    /// The seed of the process from now on: this one, or the one that it has already.
    package var used: HashSeed {
        _ = use()
        return Self.inUse
    }

    /// Makes this the seed of the process: at its start, before anything is hashed. False when it was too late.
    package func use() -> Bool {
        _ = Self.chosen.storeIfNil(Choice(self))
        return Self.inUse == self
    }
}
