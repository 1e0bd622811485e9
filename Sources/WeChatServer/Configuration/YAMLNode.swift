/// A part of a YAML document: a text, a list, or keys with values. An alias is the node that it names.
struct YAMLNode: Sendable {
    /// A place in the file, counted from 1.
    struct Mark: Sendable {
        let line: Int
        let column: Int
    }

    /// What a node holds. Tags say nothing here: who reads a text decides what it means.
    enum Content: Sendable {
        /// `isPlain` where it is written without quotation marks.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        /// In the order of the file. A key may come again.
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    /// Where the node begins; what an alias stands for begins where it is written out.
    let mark: Mark
    let content: Content
    /// How many nodes stand one in the other below this one. Kept, because aliases can make a tree too large to walk.
    let height: Int

    init(_ content: Content, at mark: Mark) {
        self.mark = mark
        self.content = content
        height =
            switch content {
            case .scalar: 0
            case .sequence(let nodes): 1 + (nodes.map(\.height).max() ?? 0)
            case .mapping(let pairs): 1 + (pairs.map { max($0.key.height, $0.value.height) }.max() ?? 0)
            }
    }

    var scalar: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    var sequence: [YAMLNode]? {
        if case .sequence(let nodes) = content { nodes } else { nil }
    }

    var mapping: [(key: YAMLNode, value: YAMLNode)]? {
        if case .mapping(let pairs) = content { pairs } else { nil }
    }

    /// Whether there is no value: nothing, `~` or `null`, without quotation marks.
    var isNull: Bool {
        if case .scalar(let text, isPlain: true) = content { ["", "~", "null"].contains(text) } else { false }
    }

    /// The value of a key; nil where there is none, or no keys at all.
    subscript(key: String) -> YAMLNode? {
        mapping?.first { $0.key.scalar == key }?.value
    }
}

/// What a text is not YAML for, in libyaml's words. They quote nothing of the text, which may hold secrets.
struct YAMLError: Error {
    let mark: YAMLNode.Mark
    let problem: String
}
