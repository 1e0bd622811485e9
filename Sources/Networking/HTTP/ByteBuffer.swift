import Glibc

/// Bytes that wait: to be parsed, or to be sent. It holds no memory while it is empty and `release()`d.
struct ByteBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer?
    private var capacity = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// The bytes held. Valid until the next change.
    var bytes: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: base, count: count) }

    /// The room behind them.
    var room: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: base.map { $0 + count }, count: capacity - count)
    }

    deinit { free(base) }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        reserve(count + bytes.count)
        guard let base else { return }
        memcpy(base + count, source, bytes.count)
        count += bytes.count
    }

    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a number in decimal digits.
    mutating func append(decimal number: Int) {
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
            var start = digits.count
            var rest = number
            repeat {
                start -= 1
                digits[start] = UInt8(0x30 + rest % 10)
                rest /= 10
            } while rest > 0
            append(UnsafeRawBufferPointer(rebasing: digits[start...]))
        }
    }

    /// Makes the buffer as large as `wanted` bytes in all, and never smaller.
    mutating func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        capacity = max(wanted, min(capacity * 2, capacity + 65_536))
        base = realloc(base, capacity)
        precondition(base != nil, "out of memory")
    }

    /// Says that `added` bytes were put into `room`.
    mutating func grow(by added: Int) {
        count += added
    }

    /// Shortens to the first `newCount` bytes.
    mutating func truncate(to newCount: Int) {
        count = newCount
    }

    /// Drops the first `sent` bytes.
    mutating func removeFirst(_ sent: Int) {
        count -= sent
        if count > 0, sent > 0, let base { memmove(base, base + sent, count) }
    }

    /// Forgets the bytes, and keeps the memory unless it is unusually much.
    mutating func removeAll() {
        if capacity > 262_144 { release() }
        count = 0
    }

    /// Forgets the bytes and gives the memory back.
    mutating func release() {
        free(base)
        base = nil
        capacity = 0
        count = 0
    }
}
