import Bytes

/// The elements of one push: names, texts and who stands in whom, in two flat arrays.
///
/// A value: a parser that fills its tree again reuses the memory unless somebody kept a copy.
package struct ElementTree: Sendable {
    /// An element. Its text is empty when it has children.
    struct Element {
        var nameStart: Int32
        var nameCount: Int32
        var textStart: Int32 = 0
        var textCount: Int32 = 0
        /// The element behind this one and all that is in it.
        var end: Int32
        var hasChildren = false
        var hasSection = false
    }

    var elements: [Element] = []
    var bytes: [UInt8] = []

    package init() {}

    /// The number of elements, the root among them. The root is element 0.
    package var count: Int { elements.count }

    /// The element behind `index` and everything in it: where its next sibling stands, if it has one.
    package func end(of index: Int) -> Int { Int(elements[index].end) }

    package func hasChildren(_ index: Int) -> Bool { elements[index].hasChildren }

    /// Whether text of the element came in a CDATA section.
    func hasSection(_ index: Int) -> Bool { elements[index].hasSection }

    /// Calls `body` with the element's text, which is valid during the call.
    package func withText<R>(of index: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        let element = elements[index]
        return view(element.textStart, element.textCount, body)
    }

    /// Calls `body` with the element's name, which is valid during the call.
    package func withName<R>(of index: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        let element = elements[index]
        return view(element.nameStart, element.nameCount, body)
    }

    package func text(of index: Int) -> String { withText(of: index) { String(decoding: $0, as: UTF8.self) } }

    package func name(of index: Int) -> String { withName(of: index) { String(decoding: $0, as: UTF8.self) } }

    /// The first child of `parent` named `name`, at `start` or behind it; nil when there is none.
    package func child(of parent: Int, _ name: String, from start: Int? = nil) -> Int? {
        var name = name
        return name.withUTF8 { name in
            child(of: parent, from: start ?? parent + 1) { $0.equals(UnsafeRawBufferPointer(name)) }
        }
    }

    /// The same, with the letters A–Z equal to a–z.
    package func child(of parent: Int, ignoringCase name: String) -> Int? {
        var name = name
        return name.withUTF8 { name in
            child(of: parent, from: parent + 1) { $0.equalsIgnoringCase(UnsafeRawBufferPointer(name)) }
        }
    }

    /// The names that occur more than once among the children of `parent`.
    func repeatedNames(in parent: Int) -> [String] {
        var names: [String] = []
        var index = parent + 1
        while index < end(of: parent) {
            let twin = withName(of: index) { name in
                child(of: parent, from: end(of: index)) { $0.equals(name) }
            }
            if twin != nil, !names.contains(name(of: index)) { names.append(name(of: index)) }
            index = end(of: index)
        }
        return names
    }

    private func child(
        of parent: Int, from start: Int, where matches: (UnsafeRawBufferPointer) -> Bool
    ) -> Int? {
        bytes.withUnsafeBytes { bytes in
            let last = end(of: parent)
            var index = start
            while index < last {
                let element = elements[index]
                let name = Int(element.nameStart)..<Int(element.nameStart + element.nameCount)
                if matches(UnsafeRawBufferPointer(rebasing: bytes[name])) { return index }
                index = Int(element.end)
            }
            return nil
        }
    }

    private func view<R>(_ start: Int32, _ count: Int32, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[Int(start)..<Int(start + count)])) }
    }
}

/// Filling, by a parser.
extension ElementTree {
    package mutating func removeAll() {
        elements.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Begins an element inside `parent`, whose own text can be no more than blanks or strays and is dropped.
    package mutating func open(name: UnsafeRawBufferPointer, in parent: Int?) -> Int {
        if let parent {
            elements[parent].hasChildren = true
            elements[parent].textCount = 0
        }
        let index = elements.count
        elements.append(
            Element(nameStart: Int32(bytes.count), nameCount: Int32(name.count), end: Int32(index + 1)))
        bytes.append(contentsOf: name)
        return index
    }

    /// Adds to the text of the element that is open. Text beside children is dropped.
    package mutating func append(text: UnsafeRawBufferPointer, to index: Int) {
        guard !elements[index].hasChildren else { return }
        if elements[index].textCount == 0 { elements[index].textStart = Int32(bytes.count) }
        elements[index].textCount += Int32(text.count)
        bytes.append(contentsOf: text)
    }

    /// Begins a CDATA section in the element that is open. Blanks in front of it are layout and are dropped.
    mutating func beginSection(in index: Int) {
        if withText(of: index, { $0.isBlank }) { elements[index].textCount = 0 }
        elements[index].hasSection = true
    }

    /// Ends an element.
    package mutating func close(_ index: Int) {
        elements[index].end = Int32(elements.count)
    }
}
