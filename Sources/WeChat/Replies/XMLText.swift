import Bytes
import XML

/// Text on its way into a reply.
enum XMLText {
    /// Whether the text has characters that XML 1.0 forbids.
    static func needsCleaning(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            var index = nextSuspect(in: bytes, from: 0)
            while index < bytes.count {
                if CharacterGuard.isForbidden(bytes, index) { return true }
                index = nextSuspect(in: bytes, from: index + 1)
            }
            return false
        }
    }

    /// Where a control character stands next, or what U+FFFE begins with; at the end of a short text, any byte.
    private static func nextSuspect(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes.count >= 16 {
            // The last block begins earlier, so that it ends with the text.
            let first = min(index, bytes.count - 16)
            let block = bytes.loadUnaligned(fromByteOffset: first, as: SIMD16<UInt8>.self)
            let marks = block.marks(below: 0x20) & ~block.marks(equalTo: 0x0A) | block.marks(equalTo: 0xEF)
            let found = first + marks.firstMark
            if found < index { return index }
            index = found
            guard found == first + 16 else { return index }
        }
        return index
    }

    /// The text without them.
    static func cleaned(_ text: String) -> String {
        guard needsCleaning(text) else { return text }
        var text = text
        let kept = text.withUTF8 { CharacterGuard.removingForbidden(UnsafeRawBufferPointer($0)) }
        return String(decoding: kept, as: UTF8.self)
    }
}
