import Bytes

/// Searching in bytes.
extension UnsafeRawBufferPointer {
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
