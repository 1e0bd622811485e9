import Bytes

/// What must be true of a document's markup before libxml2 sees it.
enum MarkupGuard {
    /// Without a byte order mark at the front.
    static func withoutMark(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        bytes.has("\u{FEFF}", at: 0) ? bytes.view(3..<bytes.count) : bytes
    }

    /// What speaks against showing the document to libxml2.
    static func complaint(about bytes: UnsafeRawBufferPointer, attributes limit: Int) -> DocumentError? {
        // libxml2 would take a second mark for the first.
        if bytes.has("\u{FEFF}", at: 0) { return .notWellFormed(line: 1, "two byte order marks") }
        if declaresForeignEncoding(bytes) { return .foreignEncoding }
        return hasMoreAttributes(bytes, than: limit) ? .tooManyAttributes : nil
    }

    /// Whether the XML declaration names another encoding than UTF-8: libxml2 would believe it.
    private static func declaresForeignEncoding(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.has("<?xml", at: 0), let end = bytes.range(of: "?>")?.lowerBound else { return false }
        let declaration = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
        guard let encoding = declaration.firstRange(of: "encoding") else { return false }
        let value = declaration[encoding.upperBound...].drop { $0 == "=" || $0.isWhitespace }
        return !value.hasPrefix("\"utf-8\"") && !value.hasPrefix("'utf-8'")
    }

    /// Counts the attributes, of which most documents have none: not even a `=` anywhere.
    private static func hasMoreAttributes(_ bytes: UnsafeRawBufferPointer, than limit: Int) -> Bool {
        guard bytes.position(of: UInt8(ascii: "=")) != nil else { return false }
        var count = 0
        var index = 0
        while let start = bytes.position(of: UInt8(ascii: "<"), from: index) {
            let markup = Markup(bytes, at: start)
            count += markup.attributes
            guard count <= limit else { return true }
            index = markup.end ?? bytes.count
        }
        return false
    }
}
