import Bytes

/// What must be true of a document's markup before libxml2 sees it.
enum MarkupGuard {
    /// Without a byte order mark at the front.
    static func withoutMark(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return bytes }
        return UnsafeRawBufferPointer(rebasing: bytes[3...])
    }

    /// What speaks against showing the document to libxml2.
    static func complaint(about bytes: UnsafeRawBufferPointer, attributes limit: Int) -> XMLError? {
        if declaresForeignEncoding(bytes) { return .foreignEncoding }
        return hasMoreAttributes(bytes, than: limit) ? .tooManyAttributes : nil
    }

    /// Whether the XML declaration names another encoding than UTF-8: libxml2 would believe it.
    private static func declaresForeignEncoding(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.starts(with: "<?xml".utf8), let end = bytes.range(of: "?>")?.lowerBound else { return false }
        let declaration = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
        guard let encoding = declaration.firstRange(of: "encoding") else { return false }
        let value = declaration[encoding.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" }
        return !value.hasPrefix("\"utf-8\"") && !value.hasPrefix("'utf-8'")
    }

    /// Counts the `=` signs inside tags, of which most documents have none at all.
    private static func hasMoreAttributes(_ bytes: UnsafeRawBufferPointer, than limit: Int) -> Bool {
        guard bytes.position(of: UInt8(ascii: "=")) != nil else { return false }
        var count = 0
        var index = 0
        while let open = bytes.position(of: UInt8(ascii: "<"), from: index) {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[open...])
            let isSection = rest.starts(with: CDATASection.start.utf8)
            let end = isSection ? rest.range(of: "]]>") : rest.range(of: ">")
            let tag = rest[..<(end?.upperBound ?? rest.count)]
            if !isSection { count += tag.count { $0 == UInt8(ascii: "=") } }
            guard count <= limit else { return true }
            index = open + tag.count
        }
        return false
    }
}

/// The marks of a CDATA section.
enum CDATASection {
    static let start = "<![CDATA["
    static let end = "]]>"
    /// `]]>` in the text of a section ends it, so it is written as the end of one section and the start of the next.
    static let split = "]]]]><![CDATA[>"
}
