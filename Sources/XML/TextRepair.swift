import Bytes

/// Makes well-formed what a stranger's text has broken.
///
/// WeChat puts a user's text between `<![CDATA[` and `]]>` as it is. A pasted `]]>` ends the section early: the rest
/// of the text then reads as markup, mostly broken, sometimes deceptive. Where a field really ends can be told all the
/// same: at a `]]></Name>` behind which the rest of the document is in order. Where several are, a stranger's text ends
/// at the last and any other at the first. What lies before is text, every byte of it, and is written again as XML
/// wants it.
///
/// Two strangers' texts behind one another, as a link's Title and Description, of which one holds the tags between them
/// can be divided in two ways. One of them is taken; every byte is delivered, and no other field changes.
struct TextRepair {
    private let bytes: UnsafeRawBufferPointer
    private let vocabulary: DocumentVocabulary
    private var repaired: [UInt8] = []
    /// The ends of the texts still to come, once they are known.
    private var plan: [Int] = []
    /// Bytes that may still be searched. A hostile document could have each text searched for each other.
    private var budget = 4 << 20

    init(_ bytes: UnsafeRawBufferPointer, _ vocabulary: DocumentVocabulary) {
        self.bytes = bytes
        self.vocabulary = vocabulary
    }

    /// The document with each text split where it must be; nil when a section has no end.
    static func repair(_ bytes: UnsafeRawBufferPointer, _ vocabulary: DocumentVocabulary) -> [UInt8]? {
        var repair = TextRepair(bytes, vocabulary)
        return repair.run() ? repair.repaired : nil
    }

    private mutating func run() -> Bool {
        repaired.reserveCapacity(bytes.count + 64)
        var walk = MarkupWalk(bytes)
        var index = 0
        while case .section(let path) = walk.next() {
            guard let end = textEnd(in: walk, path) else { return false }
            appendMarkup(bytes.view(index..<walk.index))
            appendText(bytes.view(walk.index..<end))
            index = end
            walk.leaveSection(at: end)
        }
        appendMarkup(bytes.view(index..<bytes.count))
        return budget > 0
    }

    /// Where the `]]>` stands that ends the text to which the walk has come.
    private mutating func textEnd(in walk: MarkupWalk, _ path: [UnsafeRawBufferPointer]) -> Int? {
        if let end = plan.popLast() { return end }
        let ends = possibleEnds(from: walk.index, path)
        guard ends.count > 1 else { return ends.first }
        return ends.contains { isInOrder(walk, behind: $0) } ? plan.popLast() : ends.first
    }

    /// Whether the rest of the document is in order when the text to which the walk has come ends at `end`. Then this
    /// end and all that follow are planned, the last one first.
    private mutating func isInOrder(_ walk: MarkupWalk, behind end: Int) -> Bool {
        guard budget > 0 else { return false }
        var walk = walk
        walk.leaveSection(at: end)
        let isRight =
            switch walk.next() {
            case .end: true
            case .broken: false
            case .section(let path):
                possibleEnds(from: walk.index, path).contains { isInOrder(walk, behind: $0) }
            }
        if isRight { plan.append(end) }
        return isRight
    }

    /// Each `]]>` that stands before the end tag of that name, the likeliest first; the first of all when none does.
    private mutating func possibleEnds(from start: Int, _ path: [UnsafeRawBufferPointer]) -> [Int] {
        budget -= bytes.count - start + 64
        guard budget > 0, let name = path.last else { return [] }
        var ends: [Int] = []
        var index = start
        while let mark = bytes.range(of: CDATASection.end, from: index) {
            if isEndTag(at: bytes.skippingBlanks(from: mark.upperBound), name) { ends.append(mark.lowerBound) }
            index = mark.lowerBound + 1
        }
        guard !ends.isEmpty else { return bytes.range(of: CDATASection.end, from: start).map { [$0.lowerBound] } ?? [] }
        return isFree(path) ? ends.reversed() : ends
    }

    /// Whether it is a stranger's text. Deeper inside the same names stand in lists.
    private func isFree(_ path: [UnsafeRawBufferPointer]) -> Bool {
        guard let name = path.last, vocabulary.freeTexts.contains(where: { $0.utf8.elementsEqual(name) }) else {
            return false
        }
        return path.count == 2
            || path.count == 3 && vocabulary.singles.contains { $0.utf8.elementsEqual(path[1]) }
    }

    private func isEndTag(at index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
        let end = index + 2 + name.count
        guard bytes.has("</", at: index), end < bytes.count, bytes.view((index + 2)..<end).equals(name) else {
            return false
        }
        return bytes.has(">", at: bytes.skippingBlanks(from: end))
    }
}

/// Writing.
extension TextRepair {
    /// A text that was split by the rule already stays split.
    private mutating func appendText(_ text: UnsafeRawBufferPointer) {
        var index = 0
        while let end = text.range(of: CDATASection.end, from: index) {
            let isSplit = end.lowerBound - 2 >= index && text.has(CDATASection.split, at: end.lowerBound - 2)
            repaired.append(contentsOf: text[index..<(isSplit ? end.lowerBound - 2 : end.lowerBound)])
            append(CDATASection.split)
            index = isSplit ? end.lowerBound - 2 + CDATASection.split.utf8CodeUnitCount : end.upperBound
        }
        repaired.append(contentsOf: text[index...])
    }

    /// Markup and the text outside sections, without the references to characters that XML forbids.
    private mutating func appendMarkup(_ markup: UnsafeRawBufferPointer) {
        var index = 0
        while let start = markup.range(of: "&#", from: index)?.lowerBound {
            let reference = CharacterReference(markup, at: start)
            repaired.append(contentsOf: markup[index..<(reference.isForbidden ? start : reference.end)])
            index = reference.end
        }
        repaired.append(contentsOf: markup[index...])
    }

    private mutating func append(_ text: StaticString) {
        repaired.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
