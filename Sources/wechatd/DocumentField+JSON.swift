import Bytes

/// How JSON is written.
enum JSONStyle {
    /// For people: in lines, and nothing is made a number, because ids have up to 64 bits.
    case readable
    /// As WeChat writes it: in one piece, whole numbers that every reader keeps exactly as numbers.
    case wire
}

extension [DocumentField] {
    /// The fields as an object: names as keys, repeated ones as an array. One alone is no array, as WeChat has it.
    func json(_ style: JSONStyle) -> String {
        var writer = JSONWriter(style)
        writer.object(self, depth: 0)
        return String(decoding: writer.output.bytes, as: UTF8.self)
    }
}

private struct JSONWriter: ~Copyable {
    var output = ByteBuffer()
    private let style: JSONStyle

    init(_ style: JSONStyle) {
        self.style = style
    }

    mutating func object(_ fields: [DocumentField], depth: Int) {
        var names: [String] = []
        for field in fields where !names.contains(field.name) { names.append(field.name) }
        list(names, "{", "}", depth: depth) { writer, name in
            writer.output.append(quoted: name)
            writer.output.append(writer.style == .readable ? ": " : ":")
            let twins = fields.filter { $0.name == name }
            guard twins.count > 1 else { return writer.value(twins[0], depth: depth + 1) }
            writer.list(twins, "[", "]", depth: depth + 1) { $0.value($1, depth: depth + 2) }
        }
    }

    private mutating func value(_ field: DocumentField, depth: Int) {
        if !field.children.isEmpty {
            object(field.children, depth: depth)
        } else if style == .wire, field.text.isExactNumber {
            output.append(string: field.text)
        } else {
            output.append(quoted: field.text)
        }
    }

    private mutating func list<Element>(
        _ elements: [Element], _ start: StaticString, _ end: StaticString, depth: Int,
        _ write: (inout Self, Element) -> Void
    ) {
        output.append(start)
        for (number, element) in elements.enumerated() {
            if number > 0 { output.append(",") }
            breakLine(depth + 1)
            write(&self, element)
        }
        breakLine(depth)
        output.append(end)
    }

    private mutating func breakLine(_ depth: Int) {
        guard style == .readable else { return }
        output.append("\n")
        for _ in 0..<depth { output.append("  ") }
    }
}

extension String {
    /// Whether it is a whole number of JSON with at most fifteen digits: a double holds no more.
    fileprivate var isExactNumber: Bool {
        Int(self).map { String($0) == self && $0.magnitude < 1_000_000_000_000_000 } ?? false
    }
}
