/// Why a document was refused.
package enum DocumentError: Error, Equatable, Sendable {
    case empty
    case tooLarge
    case nulByte
    case invalidUTF8
    case foreignEncoding
    case documentType
    case tooDeep
    case tooManyElements
    case tooManyAttributes
    case namespace
    case rootIsNotXML
    case repeated(String)
    case notWellFormed(line: Int, String)
    /// In bytes from the start, without a mark and without what was left out before.
    case notJSON(offset: Int, String)

    /// Whether a stranger's text may be what broke the document.
    var mayBeRepaired: Bool {
        switch self {
        case .notWellFormed, .repeated, .tooDeep, .tooManyElements, .tooManyAttributes, .namespace: true
        case .empty, .tooLarge, .nulByte, .invalidUTF8, .foreignEncoding, .documentType, .rootIsNotXML: false
        case .notJSON: false
        }
    }

    /// The cause, for a person.
    package var reason: String {
        switch self {
        case .empty: "the document is empty"
        case .tooLarge: "the document is too large"
        case .nulByte: "the document has a NUL byte"
        case .invalidUTF8: "the document is not UTF-8"
        case .foreignEncoding: "the document declares an encoding other than UTF-8"
        case .documentType: "the document has a DOCTYPE"
        case .tooDeep: "the elements are nested too deeply"
        case .tooManyElements: "the document has too many elements"
        case .tooManyAttributes: "the document has too many attributes"
        case .namespace: "the document uses namespaces"
        case .rootIsNotXML: "the root element is not <xml>"
        case .repeated(let name): "the field \(name) occurs twice"
        case .notWellFormed(let line, let what): "line \(line) is not well-formed XML: \(what)"
        case .notJSON(let offset, let what): "byte \(offset) is not JSON: \(what)"
        }
    }
}
