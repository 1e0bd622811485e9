extension UInt8 {
    /// Whether it is a letter or a digit of ASCII.
    @inlinable @inline(__always) public var isLetterOrDigit: Bool {
        self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26
    }
}
