@testable import XML

extension DocumentVocabulary {
    static let sample = DocumentVocabulary(
        singles: ["FromUserName", "MsgType", "MsgId", "Content", "Info"], freeTexts: ["Content", "Title", "Result"])
}

extension DocumentLimits {
    static func with(_ change: (inout DocumentLimits) -> Void) -> DocumentLimits {
        var limits = DocumentLimits()
        change(&limits)
        return limits
    }
}

extension XMLReader {
    func read(_ text: String) throws(DocumentError) -> ElementTree {
        try read(bytes: Array(text.utf8))
    }

    func read(bytes: [UInt8]) throws(DocumentError) -> ElementTree {
        try bytes.withUnsafeBytes { bytes in Result { () throws(DocumentError) in try read(bytes) } }.get()
    }
}

extension JSONReader {
    func read(_ text: String) throws(DocumentError) -> ElementTree {
        try read(bytes: Array(text.utf8))
    }

    func read(bytes: [UInt8]) throws(DocumentError) -> ElementTree {
        try bytes.withUnsafeBytes { bytes in Result { () throws(DocumentError) in try read(bytes) } }.get()
    }
}

extension ElementTree {
    /// The text of the first child of the root with that name.
    subscript(name: String) -> String? { child(of: 0, name).map { text(of: $0) } }

    /// The document again, without CDATA: a form that shows what was understood.
    func outline(of index: Int = 0) -> String {
        var inside = hasChildren(index) ? "" : text(of: index)
        var child = index + 1
        while child < end(of: index) {
            inside += outline(of: child)
            child = end(of: child)
        }
        return "\(name(of: index))(\(inside))"
    }
}

/// The document's outline, or why it was refused.
func outline(_ text: String, limits: DocumentLimits = DocumentLimits()) -> Result<String, DocumentError> {
    let reader = XMLReader(.sample, limits: limits)
    return Result { () throws(DocumentError) in try reader.read(text).outline() }
}

func outline(bytes: [UInt8]) -> Result<String, DocumentError> {
    let reader = XMLReader(.sample)
    return Result { () throws(DocumentError) in try reader.read(bytes: bytes).outline() }
}

func isNotWellFormed(_ result: Result<String, DocumentError>) -> Bool {
    if case .failure(.notWellFormed) = result { true } else { false }
}
