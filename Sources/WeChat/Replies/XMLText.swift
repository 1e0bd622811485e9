import Bytes
import XML

/// Text on its way into a reply.
enum XMLText {
    /// Whether the text has characters that XML 1.0 forbids.
    static func needsCleaning(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            var index = 0
            while index + 16 <= bytes.count {
                let block = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
                // Control characters, and what U+FFFE begins with.
                let suspects = block.marks(below: 0x20) & ~block.marks(equalTo: 0x0A) | block.marks(equalTo: 0xEF)
                let suspect = suspects.firstMark
                index += suspect
                guard suspect < 16 else { continue }
                if CharacterGuard.isForbidden(bytes, index) { return true }
                index += 1
            }
            return (index..<bytes.count).contains { CharacterGuard.isForbidden(bytes, $0) }
        }
    }

    /// The text without them.
    static func cleaned(_ text: String) -> String {
        guard needsCleaning(text) else { return text }
        var cleaned = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0xFFFE, 0xFFFF: continue
            default: cleaned.append(scalar)
            }
        }
        return String(cleaned)
    }
}
