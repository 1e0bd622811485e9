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

    @inlinable public init() {}

    deinit { free(base) }

    /// How many bytes it holds.
    @inlinable public var count: Int { used }

    @inlinable public var isEmpty: Bool { used == 0 }

    /// The bytes held.
    @inlinable public var bytes: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: base, count: used) }

    /// The room behind them.
    public var room: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: base.map { $0 + used }, count: capacity - used)
    }

    @inlinable public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        if used + bytes.count > capacity { reserve(used + bytes.count) }
        (base.unsafelyUnwrapped + used).copyMemory(from: source, byteCount: bytes.count)  // reserve() has made it
        used += bytes.count
    }

    @inlinable public mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inlinable public mutating func append(_ byte: UInt8) {
        if used == capacity { reserve(used + 1) }
        base.unsafelyUnwrapped.storeBytes(of: byte, toByteOffset: used, as: UInt8.self)  // reserve() has made it
        used += 1
    }

    @inlinable public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends a number that is not negative in decimal digits, with zeros in front up to `digits`.
    public mutating func append(decimal number: Int, digits: Int = 1) {
        var divisor = 1
        var length = 1
        while length < digits || number / divisor >= 10 {
            divisor *= 10
            length += 1
        }
        while divisor > 0 {
            append(UInt8(0x30 + number / divisor % 10))
            divisor /= 10
        }
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

    /// Forgets the bytes and keeps the memory.
    @inlinable public mutating func removeAll() { used = 0 }

    /// Forgets the bytes and gives the memory back.
    public mutating func release() {
        free(base)
        base = nil
        capacity = 0
        used = 0
    }
}
