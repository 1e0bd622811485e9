/// Text on its way into a reply.
enum XMLText {
    /// Whether the text has characters that XML 1.0 forbids.
    static func needsCleaning(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            for index in bytes.indices {
                let byte = bytes[index]
                if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return true }
                // EF BF BE and EF BF BF are U+FFFE and U+FFFF.
                if byte == 0xEF, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE { return true }
            }
            return false
        }
    }

    /// The text without them.
    static func cleaned(_ text: String) -> String {
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

/// An XML document that is being written, in bytes.
struct XMLWriter {
    private(set) var bytes: [UInt8]

    /// Writes behind what `bytes` hold.
    init(_ bytes: consuming [UInt8]) {
        self.bytes = bytes
    }

    /// Markup or numbers, as they are.
    mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func number(_ number: Int) {
        bytes.append(contentsOf: String(number).utf8)
    }

    /// `<name><![CDATA[text]]></name>`, and nothing when the text is nil.
    mutating func field(_ name: StaticString, _ text: String?) {
        guard var text else { return }
        if XMLText.needsCleaning(text) { text = XMLText.cleaned(text) }
        open(name)
        text.withUTF8 { section($0) }
        close(name)
    }

    mutating func open(_ name: StaticString) {
        raw("<")
        raw(name)
        raw(">")
    }

    mutating func close(_ name: StaticString) {
        raw("</")
        raw(name)
        raw(">")
    }

    /// A CDATA section, or two around each `]]>`, which would end the first.
    mutating func section(_ text: UnsafeBufferPointer<UInt8>) {
        raw("<![CDATA[")
        var start = 0
        for index in text.indices.dropFirst(2)
        where text[index] == UInt8(ascii: ">") && text[index - 1] == UInt8(ascii: "]") && text[index - 2] == UInt8(ascii: "]") {
            bytes.append(contentsOf: text[start..<index])
            raw("]]><![CDATA[")
            start = index
        }
        bytes.append(contentsOf: text[start...])
        raw("]]>")
    }
}
