public import Bytes

/// The elements of one push: names, texts and who stands in whom, side by side in one piece of memory.
///
/// (Public only because Swift inlines nothing else into other targets. No product exports it.)
public struct ElementTree: Sendable {
    /// An element. Its text is empty when it has children.
    @usableFromInline struct Element {
        @usableFromInline var nameStart: Int32
        @usableFromInline var nameCount: Int32
        @usableFromInline var textStart: Int32 = 0
        @usableFromInline var textCount: Int32 = 0
        /// The element behind this one and all that is in it.
        @usableFromInline var end: Int32
        var hasChildren = false
        var hasSection = false
    }

    /// The memory, which lives as long as somebody looks at it: the elements, and behind them their names and texts.
    @usableFromInline final class Storage: ManagedBuffer<Int, Element> {
        static func make(_ elements: UnsafeBufferPointer<Element>, _ bytes: UnsafeRawBufferPointer) -> Storage {
            let stride = MemoryLayout<Element>.stride
            let buffer = create(minimumCapacity: elements.count + (bytes.count + stride - 1) / stride) { _ in
                elements.count
            }
            buffer.withUnsafeMutablePointerToElements { memory in
                let memory = UnsafeMutableRawPointer(memory)
                if let base = elements.baseAddress {
                    memory.copyMemory(from: base, byteCount: elements.count * stride)
                }
                if let base = bytes.baseAddress {
                    (memory + elements.count * stride).copyMemory(from: base, byteCount: bytes.count)
                }
            }
            // What `create` makes is of the class that it was called on.
            return unsafeDowncast(buffer, to: Storage.self)
        }
    }

    @usableFromInline nonisolated(unsafe) let storage: Storage  // not changed once it is made
    /// The number of elements, the root among them. The root is element 0.
    public let count: Int

    init(_ elements: UnsafeBufferPointer<Element>, bytes: UnsafeRawBufferPointer) {
        storage = Storage.make(elements, bytes)
        count = elements.count
    }

    /// The element behind `index` and everything in it: where its next sibling stands, if it has one.
    @inlinable public func end(of index: Int) -> Int { Int(self[index].end) }

    package func hasChildren(_ index: Int) -> Bool { self[index].hasChildren }

    /// Calls `body` with the element's text, which is valid during the call.
    @inlinable public func withText<R: ~Copyable>(of index: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        withExtendedLifetime(storage) { body(view(self[index].textStart, self[index].textCount)) }
    }

    package func text(of index: Int) -> String { withText(of: index) { String(decoding: $0, as: UTF8.self) } }

    package func name(of index: Int) -> String {
        withExtendedLifetime(storage) { String(decoding: nameBytes(index), as: UTF8.self) }
    }

    /// The first child of `parent` named `name`, at `start` or behind it; nil when there is none.
    @inlinable public func child(of parent: Int, _ name: String, from start: Int? = nil) -> Int? {
        var name = name
        return name.withUTF8 { name in
            withExtendedLifetime(storage) {
                sibling(named: UnsafeRawBufferPointer(name), from: start ?? parent + 1, to: end(of: parent))
            }
        }
    }

    /// The same, with the letters A–Z equal to a–z.
    package func child(of parent: Int, ignoringCase name: String) -> Int? {
        var name = name
        return name.withUTF8 { name in
            withExtendedLifetime(storage) {
                var index = parent + 1
                while index < end(of: parent) {
                    if nameBytes(index).equalsIgnoringCase(UnsafeRawBufferPointer(name)) { return index }
                    index = end(of: index)
                }
                return nil
            }
        }
    }

    /// Calls `body` with the name of each child of `parent` and its place.
    @inlinable public func forEachChild(of parent: Int, _ body: (UnsafeRawBufferPointer, Int) -> Void) {
        withExtendedLifetime(storage) {
            var index = parent + 1
            while index < end(of: parent) {
                body(nameBytes(index), index)
                index = end(of: index)
            }
        }
    }

    /// The names that occur more than once among the children of `parent`.
    func repeatedNames(in parent: Int) -> [String] {
        var names: [String] = []
        var index = parent + 1
        while index < end(of: parent) {
            let hasTwin = withExtendedLifetime(storage) {
                sibling(named: nameBytes(index), from: end(of: index), to: end(of: parent)) != nil
            }
            if hasTwin, !names.contains(name(of: index)) { names.append(name(of: index)) }
            index = end(of: index)
        }
        return names
    }

    @inlinable func sibling(named name: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int? {
        var index = start
        while index < end {
            if nameBytes(index).equals(name) { return index }
            index = self.end(of: index)
        }
        return nil
    }

    @inlinable subscript(index: Int) -> Element {
        precondition(index < count)
        return storage.withUnsafeMutablePointerToElements { $0[index] }
    }

    @inlinable func nameBytes(_ index: Int) -> UnsafeRawBufferPointer {
        view(self[index].nameStart, self[index].nameCount)
    }

    @inlinable func view(_ start: Int32, _ count: Int32) -> UnsafeRawBufferPointer {
        storage.withUnsafeMutablePointerToElements { elements in
            UnsafeRawBufferPointer(start: UnsafeRawPointer(elements + self.count) + Int(start), count: Int(count))
        }
    }
}
