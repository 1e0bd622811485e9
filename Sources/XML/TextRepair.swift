/// Makes well-formed what a stranger's text has broken.
///
/// WeChat puts a user's text between `<![CDATA[` and `]]>` as it is. A pasted `]]>` ends the section early: the rest
/// of the text then reads as markup, mostly broken, sometimes deceptive. Where a field really ends is known all the
/// same: a stranger's text at the last `]]></Name>` of the document, any other at the first. What lies before is text,
/// every byte of it, and is written again as XML wants it.
struct TextRepair {
    let bytes: UnsafeRawBufferPointer
    let freeTexts: [String]
    private var repaired: [UInt8] = []

    init(_ bytes: UnsafeRawBufferPointer, freeTexts: [String]) {
        self.bytes = bytes
        self.freeTexts = freeTexts
    }

    /// The document with each text split where it must be; nil when a section has no end.
    static func repair(_ bytes: UnsafeRawBufferPointer, freeTexts: [String]) -> [UInt8]? {
        var repair = TextRepair(bytes, freeTexts: freeTexts)
        return repair.run() ? repair.repaired : nil
    }

    private mutating func run() -> Bool {
        repaired.reserveCapacity(bytes.count + 64)
        var index = 0
        while let start = bytes.range(of: CDATASection.start, from: index) {
            guard let end = textEnd(from: start.upperBound, named: openTag(before: start.lowerBound, from: index)) else {
                return false
            }
            repaired.append(contentsOf: bytes[index..<start.upperBound])
            appendText(UnsafeRawBufferPointer(rebasing: bytes[start.upperBound..<end]))
            index = end
        }
        repaired.append(contentsOf: bytes[index...])
        return true
    }

    /// The name of the start tag that stands before a section, with nothing but blanks between.
    private func openTag(before section: Int, from start: Int) -> String? {
        var end = section
        while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
        guard end > start, bytes[end - 1] == UInt8(ascii: ">"),
            let open = bytes[start..<end].lastIndex(of: UInt8(ascii: "<"))
        else { return nil }
        let name = String(decoding: bytes[(open + 1)..<(end - 1)], as: UTF8.self)
        return name.isEmpty || name.hasPrefix("/") || name.contains(" ") ? nil : name
    }

    /// Where the `]]>` stands that ends the text.
    private func textEnd(from start: Int, named name: String?) -> Int? {
        if let name {
            let isFree = freeTexts.contains(name)
            var tag = isFree ? bytes.lastRange(of: "</\(name)>", from: start) : bytes.range(of: "</\(name)>", from: start)
            while let found = tag {
                if let end = sectionEnd(before: found.lowerBound, from: start) { return end }
                tag =
                    isFree
                    ? UnsafeRawBufferPointer(rebasing: bytes[..<found.lowerBound])
                        .lastRange(of: "</\(name)>", from: start)
                    : bytes.range(of: "</\(name)>", from: found.upperBound)
            }
        }
        return bytes.range(of: CDATASection.end, from: start)?.lowerBound
    }

    /// The start of a `]]>` that stands before an end tag, with nothing but blanks between.
    private func sectionEnd(before tag: Int, from start: Int) -> Int? {
        var end = tag
        while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
        guard end - 3 >= start, bytes[(end - 3)..<end].elementsEqual(CDATASection.end.utf8) else { return nil }
        return end - 3
    }

    /// A text that was split by the rule already stays split.
    private mutating func appendText(_ text: UnsafeRawBufferPointer) {
        var index = 0
        while let end = text.range(of: CDATASection.end, from: index) {
            let split = end.lowerBound - 2
            if split >= index, text[split...].starts(with: CDATASection.split.utf8) {
                repaired.append(contentsOf: text[index..<(split + CDATASection.split.utf8.count)])
                index = split + CDATASection.split.utf8.count
            } else {
                repaired.append(contentsOf: text[index..<end.lowerBound])
                repaired.append(contentsOf: CDATASection.split.utf8)
                index = end.upperBound
            }
        }
        repaired.append(contentsOf: text[index...])
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
