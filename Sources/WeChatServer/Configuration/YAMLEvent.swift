import CLibyaml

/// What is read of an event, so that libyaml's memory can be given back at once.
struct YAMLEvent {
    let type: yaml_event_type_t
    let mark: YAMLNode.Mark
    private(set) var anchor: String?
    private(set) var text = ""
    private(set) var isPlain = false

    init(_ event: yaml_event_t) {
        type = event.type
        mark = YAMLNode.Mark(event.start_mark)
        switch type {
        case YAML_ALIAS_EVENT: anchor = Self.name(event.data.alias.anchor)
        case YAML_SEQUENCE_START_EVENT: anchor = Self.name(event.data.sequence_start.anchor)
        case YAML_MAPPING_START_EVENT: anchor = Self.name(event.data.mapping_start.anchor)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            anchor = Self.name(scalar.anchor)
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            // What is pasted may bring a byte order mark along, which nobody sees.
            let mark = "\u{FEFF}".utf8
            text = String(decoding: bytes.dropFirst(bytes.starts(with: mark) ? mark.count : 0), as: UTF8.self)
            isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
        default: break
        }
    }

    private static func name(_ anchor: UnsafeMutablePointer<UInt8>?) -> String? {
        anchor.map { String(cString: $0) }
    }
}

extension YAMLNode.Mark {
    init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}
