import Bytes
import Glibc

/// Searching in bytes.
extension UnsafeRawBufferPointer {
    /// Where `text` stands first at or behind `start`.
    func range(of text: StaticString, from start: Int = 0) -> Range<Int>? {
        var index = start
        while let found = position(of: text.utf8Start[0], from: index) {
            if has(text, at: found) { return found..<(found + text.utf8CodeUnitCount) }
            index = found + 1
        }
        return nil
    }

    /// Whether `text` stands at `start`.
    func has(_ text: StaticString, at start: Int) -> Bool {
        guard let baseAddress, start >= 0, start + text.utf8CodeUnitCount <= count else { return false }
        return memcmp(baseAddress + start, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// The first position at or behind `start` that is not a blank.
    func skippingBlanks(from start: Int) -> Int {
        var index = start
        while index < count, self[index].isBlank { index += 1 }
        return index
    }

    var isBlank: Bool { allSatisfy(\.isBlank) }
}

extension UInt8 {
    /// A blank as XML knows it.
    var isBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
