import Bytes

/// A walk along a document's markup that leaves it to others where a CDATA section ends.
struct MarkupWalk {
    enum Stop {
        /// At the text of a section in the element whose name is the last of these, its parents' before it.
        case section(path: [UnsafeRawBufferPointer])
        /// Behind the root element, with all elements closed in their order.
        case end
        /// Before something that is not well-formed.
        case broken
    }

    let bytes: UnsafeRawBufferPointer
    private(set) var index = 0
    private var open: [UnsafeRawBufferPointer] = []
    private var hasRoot = false

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Goes on behind a section whose text ends before the `]]>` at `end`.
    mutating func leaveSection(at end: Int) {
        index = end + CDATASection.end.utf8CodeUnitCount
    }

    /// Goes on to the next section.
    mutating func next() -> Stop {
        while let start = bytes.position(of: UInt8(ascii: "<"), from: index) {
            guard isText(bytes.view(index..<start)) else { return .broken }
            let markup = Markup(bytes, at: start)
            if markup.kind == .section {
                guard !open.isEmpty else { return .broken }
                index = start + CDATASection.start.utf8CodeUnitCount
                return .section(path: open)
            }
            guard let end = markup.end else { return .broken }
            if markup.kind == .tag {
                guard follow(tag: bytes.view((start + 1)..<(end - 1))) else { return .broken }
            }
            index = end
        }
        let isComplete = hasRoot && open.isEmpty && isText(bytes.view(index..<bytes.count))
        return isComplete ? .end : .broken
    }

    /// Whether it may stand between two pieces of markup.
    private func isText(_ text: UnsafeRawBufferPointer) -> Bool {
        open.isEmpty ? text.isBlank : text.range(of: CDATASection.end) == nil
    }

    /// Opens or closes an element by what stands between `<` and `>`; false when that is no tag or the wrong one.
    private mutating func follow(tag: UnsafeRawBufferPointer) -> Bool {
        if tag.first == UInt8(ascii: "/") {
            let name = Self.name(tag.view(1..<tag.count))
            return open.popLast().map { $0.equals(name) } ?? false
        }
        let name = Self.name(tag)
        guard !name.isEmpty, !(open.isEmpty && hasRoot) else { return false }
        hasRoot = true
        if tag.last != UInt8(ascii: "/") { open.append(name) }
        return true
    }

    /// The name that a tag begins with.
    private static func name(_ tag: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        tag.view(0..<(tag.firstIndex { !$0.isNameByte } ?? tag.count))
    }
}

extension UInt8 {
    /// Whether it may be part of an element's name. (What may begin one is left to libxml2.)
    var isNameByte: Bool {
        isLetterOrDigit || self >= 0x80 || self == UInt8(ascii: "_")
            || self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: ":")
    }
}
