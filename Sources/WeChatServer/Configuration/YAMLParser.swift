import CLibyaml

extension YAMLNode {
    /// The root of the one document in a text; nil where there is none.
    init?(text: String) throws(YAMLError) {
        guard let root = try YAMLParser(text).document() else { return nil }
        self = root
    }
}

/// Makes a tree of libyaml's events, for one text.
///
/// libyaml's own documents would do, but for two things: they may hold themselves through an alias, and this version
/// nests them without an end.
private final class YAMLParser {
    /// On the heap, like the text, because libyaml keeps the addresses.
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let text: UnsafeMutableBufferPointer<UInt8>
    private var anchors: [String: YAMLNode] = [:]

    /// More than a configuration needs, and no danger to the stack.
    private static let depthLimit = 64

    init(_ string: String) {
        text = .allocate(capacity: string.utf8.count)
        _ = text.initialize(from: string.utf8)
        guard yaml_parser_initialize(parser) == 1 else { fatalError("out of memory") }
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    func document() throws(YAMLError) -> YAMLNode? {
        _ = try next()  // the stream begins
        guard try next().type == YAML_DOCUMENT_START_EVENT else { return nil }
        let root = try node(next(), depth: 0)
        _ = try next()  // the document ends
        let end = try next()
        guard end.type == YAML_STREAM_END_EVENT else {
            throw YAMLError(mark: end.mark, problem: "but found another document")
        }
        return root
    }

    private func node(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> YAMLNode {
        let content: YAMLNode.Content
        switch event.type {
        case YAML_ALIAS_EVENT:
            guard let node = anchors[event.anchor ?? ""] else {
                throw YAMLError(mark: event.mark, problem: "found undefined alias")
            }
            try check(depth + node.height, event)
            return node
        case YAML_SEQUENCE_START_EVENT:
            content = .sequence(try nodes(in: event, depth, until: YAML_SEQUENCE_END_EVENT))
        case YAML_MAPPING_START_EVENT:
            let nodes = try nodes(in: event, depth, until: YAML_MAPPING_END_EVENT)
            content = .mapping(stride(from: 0, to: nodes.count, by: 2).map { (nodes[$0], nodes[$0 + 1]) })
        default:
            content = .scalar(event.text, isPlain: event.isPlain)
        }
        let node = YAMLNode(content, at: event.mark)
        // Known from here on, not inside itself. An anchor may be given again: the last one counts.
        if let anchor = event.anchor { anchors[anchor] = node }
        return node
    }

    private func nodes(
        in start: YAMLEvent, _ depth: Int, until end: yaml_event_type_t
    ) throws(YAMLError) -> [YAMLNode] {
        try check(depth + 1, start)
        var nodes: [YAMLNode] = []
        var event = try next()
        while event.type != end {
            nodes.append(try node(event, depth: depth + 1))
            event = try next()
        }
        return nodes
    }

    private func check(_ depth: Int, _ event: YAMLEvent) throws(YAMLError) {
        guard depth <= Self.depthLimit else { throw YAMLError(mark: event.mark, problem: "found too deep a nesting") }
    }

    private func next() throws(YAMLError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(event)
    }

    private var failure: YAMLError {
        guard let problem = parser.pointee.problem else { fatalError("out of memory") }
        var mark = YAMLNode.Mark(parser.pointee.problem_mark)
        if parser.pointee.error == YAML_READER_ERROR {
            // The reader is ahead of the marks and knows an offset only.
            let lines = String(decoding: text.prefix(parser.pointee.problem_offset), as: UTF8.self).unicodeScalars
                .split(separator: "\n", omittingEmptySubsequences: false)
            mark = YAMLNode.Mark(line: lines.count, column: (lines.last?.count ?? 0) + 1)
        }
        return YAMLError(mark: mark, problem: String(cString: problem))
    }
}
