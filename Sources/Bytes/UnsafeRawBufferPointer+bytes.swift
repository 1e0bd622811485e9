public import Glibc

/// Reading wire text in place.
extension UnsafeRawBufferPointer {
    /// No bytes.
    @inlinable public static var none: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

    /// Whether the bytes are `text` exactly.
    @inlinable @inline(__always) public func equals(_ text: StaticString) -> Bool {
        equals(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Whether the bytes are the same.
    @inlinable @inline(__always) public func equals(_ other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard let left = baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, count) == 0
    }

    /// Whether the bytes are `text` with the letters A–Z equal to a–z.
    @inlinable @inline(__always) public func equalsIgnoringCase(_ text: StaticString) -> Bool {
        equalsIgnoringCase(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Whether the bytes are the same with the letters A–Z equal to a–z.
    @inlinable @inline(__always) public func equalsIgnoringCase(_ other: UnsafeRawBufferPointer) -> Bool {
        count == other.count && (equals(other) || differsInCase(from: other))
    }

    /// Whether two texts of one length differ in nothing but the case of letters.
    @usableFromInline func differsInCase(from other: UnsafeRawBufferPointer) -> Bool {
        for index in 0..<count where self[index] != other[index] {
            let letter = self[index] | 0x20
            guard letter == other[index] | 0x20, letter &- 0x61 < 26 else { return false }
        }
        return true
    }

    /// Where `byte` stands first at or behind `start`.
    @inlinable @inline(__always) public func position(of byte: UInt8, from start: Int = 0) -> Int? {
        guard let baseAddress, start < count,
            let found = memchr(baseAddress + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }

    /// The bytes of a range, which must lie inside.
    @inlinable @inline(__always) public func view(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[range])
    }

    /// Whether all bytes are visible ASCII, 0x21 to 0x7E.
    public var isVisibleASCII: Bool {
        guard count >= 16 else { return allSatisfy { $0 &- 0x21 < 0x5E } }
        var others = SIMD16<UInt8>(repeating: 0)
        var index = 0
        while index < count {
            // The last block begins earlier, so that it ends with the text.
            let block = loadUnaligned(fromByteOffset: Swift.min(index, count - 16), as: SIMD16<UInt8>.self)
            others |= block | block.marks(below: 0x21) | block.marks(equalTo: 0x7F)
            index += 16
        }
        return others.firstMark == 16
    }

    /// Whether a byte must be escaped in a quoted text: a control character, `"` or a backslash.
    public var needsEscape: Bool {
        guard count >= 16 else {
            for byte in self where byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F { return true }
            return false
        }
        var found = SIMD16<UInt8>(repeating: 0)
        var index = 0
        while index < count {
            // The last block begins earlier, so that it ends with the text.
            let block = loadUnaligned(fromByteOffset: Swift.min(index, count - 16), as: SIMD16<UInt8>.self)
            found |= block.marks(below: 0x20) | block.marks(equalTo: 0x22) | block.marks(equalTo: 0x5C)
            found |= block.marks(equalTo: 0x7F)
            index += 16
        }
        return found.firstMark < 16
    }

    /// Without the blanks around it: spaces, tabs and line ends.
    @inlinable @inline(__always) public func trimmed() -> UnsafeRawBufferPointer {
        guard count > 0, Self.isBlank(self[0]) || Self.isBlank(self[count - 1]) else { return self }
        var low = 0
        var high = count
        while low < high, Self.isBlank(self[low]) { low += 1 }
        while low < high, Self.isBlank(self[high - 1]) { high -= 1 }
        return view(low..<high)
    }

    /// Space, tab, LF and CR.
    @inlinable public static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
