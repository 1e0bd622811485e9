import WeChat

/// A field of a document that is to be written: a text, or fields inside.
struct DocumentField: Sendable {
    var name: String
    var text = ""
    var children: [DocumentField] = []

    /// A text.
    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    /// Fields inside.
    init(_ name: String, _ children: [DocumentField]) {
        self.name = name
        self.children = children
    }

    /// A field that was read.
    init(_ fields: Fields) {
        name = fields.name
        children = [DocumentField](fields)
        text = children.isEmpty ? fields.text : ""
    }
}

extension [DocumentField] {
    /// The fields that were read inside others.
    init(_ fields: Fields) {
        self = fields.children.map { DocumentField($0) }
    }

    /// Sets the text of the first field of that name, on the outside rather than inside another; of one that is nowhere,
    /// behind the others.
    mutating func set(_ name: String, to text: String) {
        if !replace(name, with: text) { append(DocumentField(name, text)) }
    }

    private mutating func replace(_ name: String, with text: String) -> Bool {
        if let place = firstIndex(where: { $0.name == name }) {
            self[place] = DocumentField(name, text)
            return true
        }
        for place in indices where self[place].children.replace(name, with: text) { return true }
        return false
    }
}
