import Bytes
import XML

/// The raw fields of a push, or of an element inside it: read by WeChat's own names, made into text when asked.
///
/// Names are compared as they are written, and where none is found, without regard to case: WeChat is not consistent
/// (`MsgId`, `MsgID`). A field that is missing and one that is empty differ only in `nil` and `""`.
public struct Fields: Sendable {
    let tree: ElementTree
    let index: Int

    /// The element's own name.
    public var name: String { tree.name(of: index) }

    /// The element's text, exactly as it came; empty when the element has children.
    public var text: String { tree.text(of: index) }

    /// The elements inside this one, in the order of the document.
    public var children: [Fields] {
        var children: [Fields] = []
        var child = index + 1
        while child < tree.end(of: index) {
            children.append(Fields(tree: tree, index: child))
            child = tree.end(of: child)
        }
        return children
    }

    /// The text of the first field of that name, exactly as it came; nil when there is none.
    public subscript(name: String) -> String? {
        find(name).map { tree.text(of: $0) }
    }

    /// The fields inside the first field of that name; nil when there is none.
    public func object(_ name: String) -> Fields? {
        find(name).map { Fields(tree: tree, index: $0) }
    }

    /// All fields of that name, none, one or many: what WeChat calls a list has no element of its own.
    public func list(_ name: String) -> [Fields] {
        guard var next = find(name).map({ Fields(tree: tree, index: $0) }) else { return [] }
        var list = [next]
        // By the name as it was found: what is written otherwise once is so each time.
        let name = next.name
        while let found = tree.child(of: index, name, from: tree.end(of: next.index)) {
            next = Fields(tree: tree, index: found)
            list.append(next)
        }
        return list
    }

    /// The text of a field without the blanks around it; empty when there is none. For names, ids and numbers, which
    /// WeChat sometimes pads.
    public func trimmed(_ name: String) -> String {
        guard let found = find(name) else { return "" }
        return tree.withText(of: found) { String(decoding: $0.trimmed(), as: UTF8.self) }
    }

    /// A whole number; nil when the field is missing, empty or something else.
    public func integer(_ name: String) -> Int? {
        Int(trimmed(name))
    }

    /// All whole numbers of that name, none, one or many; what is none is left out.
    public func integers(_ name: String) -> [Int] {
        list(name).compactMap { field in
            field.tree.withText(of: field.index) { Int(String(decoding: $0.trimmed(), as: UTF8.self)) }
        }
    }

    /// A decimal number; nil when the field is missing, empty or something else.
    public func decimal(_ name: String) -> Double? {
        Double(trimmed(name)).flatMap { $0.isFinite ? $0 : nil }
    }

    /// Whether a field says yes: `true` or a number that is not 0.
    public func flag(_ name: String) -> Bool {
        let text = trimmed(name)
        return text == "true" || Int(text).map { $0 != 0 } ?? false
    }

    /// The fields inside the first field of that name, or these where there is none: WeChat has pushes whose fields are
    /// wrapped in one format and not in the other.
    public func inside(_ name: String) -> Fields {
        object(name) ?? self
    }

    /// The fields of a document that a field's text is: WeChat puts JSON into some. Nil when it is none.
    public func document(_ name: String) -> Fields? {
        self[name].flatMap { try? Fields(document: Array($0.utf8)) }
    }

    /// The text of a field, and nil both for an empty and for a missing one.
    public func nonEmpty(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    func find(_ name: String) -> Int? {
        tree.child(of: index, name) ?? tree.child(of: index, ignoringCase: name)
    }
}
