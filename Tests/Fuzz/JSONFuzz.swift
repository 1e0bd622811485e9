import TestSupport

@testable import XML

/// The guard, json-c and what is made of its values, fed with a document.
struct JSONFuzz: FuzzTarget {
    private let limits: DocumentLimits = {
        var limits = DocumentLimits()
        (limits.depth, limits.elements) = (6, 32)
        return limits
    }()

    /// As a loop has it: one reader for all documents.
    private let reader: JSONReader
    private let xmlReader: XMLReader

    init() {
        reader = JSONReader(Self.vocabulary, limits: limits)
        xmlReader = XMLReader(Self.vocabulary, limits: limits)
    }

    func run(_ input: UnsafeRawBufferPointer) {
        let tree = try? reader.read(input)
        let alone = try? JSONReader(Self.vocabulary, limits: limits).read(input)
        check(tree.map(Outline.init) == alone.map(Outline.init), "the documents before change nothing")
        guard let tree else { return }
        let outline = Outline(tree)
        check(tree.count <= limits.elements && outline.depth <= limits.depth, "within the limits: \(outline)")
        for text in outline.texts + outline.names.map({ Array($0.utf8) }) {
            check(String(decoding: text, as: UTF8.self).allowedInXML == text, "UTF-8 that XML allows: \(outline)")
        }

        // A push reads the same in both formats; but a name may be one that XML cannot have.
        guard outline.names.allSatisfy({ $0.wholeMatch(of: /[A-Za-z_][A-Za-z_0-9]*/) != nil }) else { return }
        let again = Array(outline.document.utf8).withUnsafeBytes { try? xmlReader.read($0) }
        check(again.map(Outline.init) == outline, "the same as XML: \(outline)")
    }

    /// WeChat's, as far as it makes a difference.
    private static let vocabulary = DocumentVocabulary(singles: ["MsgType", "Info"], freeTexts: [])
}
