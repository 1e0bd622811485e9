import Glibc

/// Bytes on their way in or out: a piece of memory that grows and is used again.
///
/// (Public, as all of this target, because Swift inlines nothing else into other targets. No product exports it.)
///
/// An empty buffer that was never used, or was `release()`d, holds no memory. Views are valid until the next change.
public struct ByteBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutableRawPointer?
    @usableFromInline var capacity = 0
    @usableFromInline var used = 0

    /// An empty buffer.
    @inlinable public init() {}

    deinit { free(base) }

    /// How many bytes it holds.
    @inlinable public var count: Int { used }

    /// Whether it holds nothing.
    @inlinable public var isEmpty: Bool { used == 0 }

    /// The bytes held.
    @inlinable public var bytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: base, count: used)
    }

    /// The room behind them.
    public var room: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: base.map { $0 + used }, count: capacity - used)
    }

    /// Appends bytes.
    @inlinable @inline(__always) public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        append(source, bytes.count)
    }

    /// Appends a text of the program.
    @inlinable @inline(__always) public mutating func append(_ text: StaticString) {
        append(text.utf8Start, text.utf8CodeUnitCount)
    }

    /// Appends a byte.
    @inlinable @inline(__always) public mutating func append(_ byte: UInt8) {
        if used == capacity { reserve(used + 1) }
        base.unsafelyUnwrapped.storeBytes(of: byte, toByteOffset: used, as: UInt8.self)  // reserve() has made it
        used += 1
    }

    /// Appends a text, in UTF-8.
    @inlinable public mutating func append(string text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends a number that is not negative in decimal digits, with zeros in front up to `digits`, at most 20.
    public mutating func append(decimal number: Int, digits: Int = 1) {
        var length = 1
        var bound = 10
        // No Int has more than nineteen digits.
        while bound <= number, length < 19 {
            bound &*= 10
            length += 1
        }
        length = max(length, digits)
        reserve(used + length)
        guard let start = base.map({ $0 + used }) else { return }  // reserve() has made it
        var place = start + length
        var rest = UInt(number)
        while place > start {
            place -= 1
            place.storeBytes(of: UInt8(truncatingIfNeeded: 0x30 + rest % 10), as: UInt8.self)
            rest /= 10
        }
        used += length
    }

    @inlinable @inline(__always) mutating func append(_ source: UnsafeRawPointer, _ length: Int) {
        if used + length > capacity { reserve(used + length) }
        (base.unsafelyUnwrapped + used).copyMemory(from: source, byteCount: length)  // reserve() has made it
        used += length
    }

    /// Makes the buffer as large as `wanted` bytes in all, and never smaller.
    public mutating func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        capacity = max(wanted, min(capacity * 2, capacity + 65_536))
        base = realloc(base, capacity)
        precondition(base != nil, "out of memory")
    }

    /// Says that `added` bytes were put into `room`.
    public mutating func grow(by added: Int) { used += added }

    /// Shortens to the first `newCount` bytes.
    public mutating func truncate(to newCount: Int) { used = newCount }

    /// Drops the first `number` bytes.
    public mutating func removeFirst(_ number: Int) {
        used -= number
        if used > 0, number > 0, let base { memmove(base, base + number, used) }
    }

    /// Forgets the bytes, and keeps the memory unless it is unusually much.
    @inlinable public mutating func removeAll() {
        if capacity > 262_144 { release() }
        used = 0
    }

    /// Forgets the bytes and gives the memory back.
    public mutating func release() {
        free(base)
        base = nil
        capacity = 0
        used = 0
    }
}
