import Glibc

/// Searching in bytes.
extension UnsafeRawBufferPointer {
    func equals(_ other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard let left = baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, count) == 0
    }

    func position(of byte: UInt8, from start: Int = 0) -> Int? {
        guard let baseAddress, start < count,
            let found = memchr(baseAddress + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }

    /// Where `text` stands first at or behind `start`.
    func range(of text: String, from start: Int = 0) -> Range<Int>? {
        guard let first = text.utf8.first else { return nil }
        var index = start
        while let found = position(of: first, from: index) {
            if self[found...].starts(with: text.utf8) { return found..<(found + text.utf8.count) }
            index = found + 1
        }
        return nil
    }

    /// Where `text` stands last at or behind `start`.
    func lastRange(of text: String, from start: Int = 0) -> Range<Int>? {
        var index = count - text.utf8.count
        while index >= start {
            if self[index...].starts(with: text.utf8) { return index..<(index + text.utf8.count) }
            index -= 1
        }
        return nil
    }
}
