import Bytes

/// One piece of markup in a document: a tag, a CDATA section, a comment or a processing instruction.
struct Markup {
    enum Kind { case tag, section, comment, instruction }

    var kind: Kind
    /// Behind its last byte; nil when it has no end.
    var end: Int?
    /// The `=` signs of a tag, outside quotes.
    var attributes = 0

    /// The piece that begins with the `<` at `start`.
    init(_ bytes: UnsafeRawBufferPointer, at start: Int) {
        if bytes.has(CDATASection.start, at: start) {
            kind = .section
            end = bytes.range(of: CDATASection.end, from: start)?.upperBound
        } else if bytes.has("<!--", at: start) {
            kind = .comment
            end = bytes.range(of: "-->", from: start + 4)?.upperBound
        } else if bytes.has("<?", at: start) {
            kind = .instruction
            end = bytes.range(of: "?>", from: start)?.upperBound
        } else {
            kind = .tag
            end = readTag(bytes, from: start + 1)
        }
    }

    /// A `>` between quotes does not end a tag.
    private mutating func readTag(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var quote: UInt8?
        for index in start..<bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "=") {
                attributes += 1
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            }
        }
        return nil
    }
}

/// The marks of a CDATA section.
enum CDATASection {
    static let start: StaticString = "<![CDATA["
    static let end: StaticString = "]]>"
    /// `]]>` in the text of a section ends it, so it is written as the end of one section and the start of the next.
    static let split: StaticString = "]]]]><![CDATA[>"
}
