/// Sixteen bytes looked at together. What is found is *marked*: the byte's highest bit is set, the others say nothing.
///
/// Arithmetic on whole vectors compiles to what it says. Comparisons of vectors do not, and a loop over bytes is not
/// made into vectors.
extension SIMD16<UInt8> {
    /// Marks the bytes that equal one.
    @inlinable @inline(__always) public func marks(equalTo byte: UInt8) -> Self {
        let difference = self ^ Self(repeating: byte)
        return (difference &- Self(repeating: 1)) & ~difference
    }

    /// Marks the bytes below a limit, which is at most 0x80.
    @inlinable @inline(__always) public func marks(below limit: UInt8) -> Self {
        (self &- Self(repeating: limit)) & ~self
    }

    /// Where the first marked byte stands; 16 when none is.
    @inlinable @inline(__always) public var firstMark: Int {
        let halves = unsafeBitCast(self & Self(repeating: 0x80), to: SIMD2<UInt64>.self)
        // The rule where much is looked through, and quicker than to count.
        guard halves.x | halves.y != 0 else { return 16 }
        let low = UInt64(littleEndian: halves.x).trailingZeroBitCount
        return (low < 64 ? low : 64 + UInt64(littleEndian: halves.y).trailingZeroBitCount) / 8
    }
}
