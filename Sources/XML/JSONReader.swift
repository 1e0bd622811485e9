import Bytes
import CJSON
import Glibc

/// Reads documents, one after the other, into the trees that `XMLReader` makes: json-c behind the guards that make it
/// safe.
///
/// The root is called `xml`. An object is an element with children; an array is its values one after the other, each under
/// the array's name, as WeChat writes lists in XML, and so is an array in an array; an empty array is nothing. Numbers
/// keep their digits; `null` and `{}` are elements with an empty text. Of two members of one name the last counts, unless
/// the name is one that may occur once: then the document is refused, as in XML.
///
/// Keep one for each thread. Its memory is used again for the next document.
package final class JSONReader {
    private let vocabulary: DocumentVocabulary
    private let limits: DocumentLimits
    private var tree: ElementTreeBuilder

    package init(_ vocabulary: DocumentVocabulary, limits: DocumentLimits = DocumentLimits()) {
        self.vocabulary = vocabulary
        self.limits = limits
        tree = ElementTreeBuilder(capacity: limits.elements)
    }

    /// Reads a whole document, which is an object.
    ///
    /// Characters that XML forbids are left out, however they are written, so that a push reads the same in both formats.
    package func read(_ document: UnsafeRawBufferPointer) throws(DocumentError) -> ElementTree {
        guard document.count <= limits.bytes else { throw .tooLarge }
        return try CharacterGuard.withAllowed(document) { bytes throws(DocumentError) in
            try readClean(MarkupGuard.withoutMark(bytes))
        }
    }

    private func readClean(_ document: UnsafeRawBufferPointer) throws(DocumentError) -> ElementTree {
        guard !document.isEmpty else { throw .empty }
        let seen = try JSONGuard(document, limits: limits)
        guard seen.forbidden.isEmpty else {
            return try seen.allowed().withUnsafeBytes { bytes in
                Result { () throws(DocumentError) in try readClean(bytes) }
            }.get()
        }
        let start = document.skippingBlanks(from: 0)
        guard document.has("{", at: start) else { throw .notJSON(offset: start, "object expected") }
        let root = try parse(document)
        defer { json_object_put(root) }
        let result = try build(root)
        var twins = tree.mayHaveTwins ? result.repeatedNames(in: 0) : []
        // json-c has dropped a member.
        if json_object_object_length(root) != seen.names.count {
            twins += try repeatedNames(seen.names.map { document.view($0) })
        }
        if let name = twins.first(where: vocabulary.singles.contains) { throw .repeated(name) }
        return result
    }

    /// The value that the text is, to be given back by `json_object_put`; nil is `null`.
    private func parse(_ text: UnsafeRawBufferPointer) throws(DocumentError) -> OpaquePointer? {
        // Made new each time: one that is reset keeps half of a surrogate pair for the next document. An array counts for it,
        // and not for us: between any two elements may stand one.
        guard let tokener = json_tokener_new_ex(Int32(2 * limits.depth)) else { fatalError("out of memory") }
        defer { json_tokener_free(tokener) }
        json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8)
        let start = text.baseAddress?.assumingMemoryBound(to: CChar.self)
        let value = json_tokener_parse_ex(tokener, start, Int32(text.count))
        let error = json_tokener_get_error(tokener)
        switch error {
        case json_tokener_success: return value
        case json_tokener_error_depth: throw .tooDeep
        case json_tokener_continue: throw .notJSON(offset: text.count, "unexpected end of data")
        default:
            let words = String(cString: json_tokener_error_desc(error))
            throw .notJSON(offset: json_tokener_get_parse_end(tokener), words)
        }
    }
}

/// json-c's values as elements.
extension JSONReader {
    private func build(_ root: OpaquePointer?) throws(DocumentError) -> ElementTree {
        tree.removeAll()
        let name: StaticString = "xml"
        let bytes = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        try add(root, named: bytes, to: &tree)
        return tree.tree()
    }

    /// Goes no deeper than json-c has gone.
    private func add(
        _ value: OpaquePointer?, named name: UnsafeRawBufferPointer, to tree: inout ElementTreeBuilder
    ) throws(DocumentError) {
        let type = json_object_get_type(value)
        if type == json_type_array {
            for index in 0..<json_object_array_length(value) {
                try add(json_object_array_get_idx(value, index), named: name, to: &tree)
            }
            return
        }
        guard tree.depth < limits.depth else { throw .tooDeep }
        guard !tree.isFull else { throw .tooManyElements }
        tree.open(name: name)
        if type == json_type_object {
            try addMembers(of: value, to: &tree)
        } else if let text = json_object_get_string(value), let current = tree.current {
            let count = type == json_type_string ? Int(json_object_get_string_len(value)) : strlen(text)
            tree.append(text: UnsafeRawBufferPointer(start: text, count: count), to: current)
        }
        tree.close()
    }

    private func addMembers(
        of object: OpaquePointer?, to tree: inout ElementTreeBuilder
    ) throws(DocumentError) {
        var next = json_object_iter_begin(object)
        var end = json_object_iter_end(object)
        while json_object_iter_equal(&next, &end) == 0 {
            if let name = json_object_iter_peek_name(&next) {
                let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name)).trimmed()
                try add(json_object_iter_peek_value(&next), named: bytes, to: &tree)
            }
            json_object_iter_next(&next)
        }
    }

    /// Which of the names, in their quotes, occur more than once, as json-c understands them.
    private func repeatedNames(_ quoted: [UnsafeRawBufferPointer]) throws(DocumentError) -> [String] {
        var names: Set<String> = []
        var twins: [String] = []
        for name in quoted {
            let value = try parse(name)
            defer { json_object_put(value) }
            let bytes = UnsafeRawBufferPointer(
                start: json_object_get_string(value), count: Int(json_object_get_string_len(value)))
            let name = String(decoding: bytes.trimmed(), as: UTF8.self)
            if !names.insert(name).inserted { twins.append(name) }
        }
        return twins
    }
}
