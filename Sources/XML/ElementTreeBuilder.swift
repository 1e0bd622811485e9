import Bytes

/// Where a parser puts elements until the tree is complete. Its memory is used again for the next tree.
struct ElementTreeBuilder: ~Copyable {
    private var elements: UnsafeMutablePointer<ElementTree.Element>
    private let capacity: Int
    private(set) var count = 0
    /// The element that is open; nil outside the root.
    private(set) var current: Int?
    /// How many elements are open.
    private(set) var depth = 0
    private var bytes = ByteBuffer()
    /// One bit for each of sixty-four sorts of name among the root's children.
    private var sorts: UInt64 = 0
    /// Whether two children of the root may have one name. (Whether they do, a search must tell.)
    private(set) var mayHaveTwins = false
    /// Whether a child of the root has children.
    private(set) var isNested = false

    /// A builder for trees of at most `capacity` elements.
    init(capacity: Int) {
        self.capacity = capacity
        elements = .allocate(capacity: capacity)
    }

    deinit { elements.deallocate() }

    var isFull: Bool { count == capacity }

    func hasChildren(_ index: Int) -> Bool { elements[index].hasChildren }

    /// Whether text of the element came in a CDATA section.
    func hasSection(_ index: Int) -> Bool { elements[index].hasSection }

    mutating func removeAll() {
        count = 0
        current = nil
        depth = 0
        sorts = 0
        mayHaveTwins = false
        isNested = false
        bytes.removeAll()
    }

    /// Begins an element inside the open one, whose own text can be no more than blanks or strays and is dropped. The
    /// builder must not be full.
    mutating func open(name: UnsafeRawBufferPointer) {
        precondition(!isFull)
        if let current {
            elements[current].hasChildren = true
            elements[current].textCount = 0
            if current == 0 { note(name) } else { isNested = true }
        }
        // While an element is open, its `end` is where the one around it stands.
        let element = ElementTree.Element(
            nameStart: Int32(bytes.count), nameCount: Int32(name.count), end: Int32(current ?? -1))
        (elements + count).initialize(to: element)
        bytes.append(name)
        current = count
        count += 1
        depth += 1
    }

    /// Ends the open element.
    mutating func close() {
        guard let closed = current else { return }
        let around = Int(elements[closed].end)
        elements[closed].end = Int32(count)
        current = around < 0 ? nil : around
        depth -= 1
    }

    private mutating func note(_ name: UnsafeRawBufferPointer) {
        guard let first = name.first, let last = name.last else { return }
        // With these factors no two names of an ordinary push are of one sort.
        let sort = UInt64(name.count) &* 1 &+ UInt64(first) &* 3 &+ UInt64(last) &* 1
        let bit: UInt64 = 1 << (sort % 64)
        mayHaveTwins = mayHaveTwins || sorts & bit != 0
        sorts |= bit
    }

    /// Adds to the text of the element that is open. Text beside children is dropped.
    mutating func append(text: UnsafeRawBufferPointer, to index: Int) {
        guard !elements[index].hasChildren else { return }
        if elements[index].textCount == 0 { elements[index].textStart = Int32(bytes.count) }
        elements[index].textCount += Int32(text.count)
        bytes.append(text)
    }

    /// Begins a CDATA section in the element that is open. Blanks in front of it are layout and are dropped.
    mutating func beginSection(in index: Int) {
        let start = Int(elements[index].textStart)
        let text = UnsafeRawBufferPointer(bytes.bytes).view(start..<(start + Int(elements[index].textCount)))
        if text.isBlank { elements[index].textCount = 0 }
        elements[index].hasSection = true
    }

    /// The tree, which has memory of its own.
    borrowing func tree() -> ElementTree {
        ElementTree(UnsafeBufferPointer(start: elements, count: count), bytes: UnsafeRawBufferPointer(bytes.bytes))
    }
}
