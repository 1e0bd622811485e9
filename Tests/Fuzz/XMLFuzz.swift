import TestSupport

@testable import XML

/// The guards, the parser and the repair, fed with a document.
struct XMLFuzz: FuzzTarget {
    private let limits: DocumentLimits = {
        var limits = DocumentLimits()
        (limits.depth, limits.elements, limits.attributes) = (6, 32, 4)
        return limits
    }()

    /// As a loop has it: one reader for all documents.
    private let reader: XMLReader

    init() {
        reader = XMLReader(Self.vocabulary, limits: limits)
    }

    func run(_ input: UnsafeRawBufferPointer) {
        let tree = try? reader.read(input)
        let alone = try? XMLReader(Self.vocabulary, limits: limits).read(input)
        check(tree.map(Outline.init) == alone.map(Outline.init), "the documents before change nothing")
        guard let tree else { return }
        let outline = Outline(tree)
        check(tree.count <= limits.elements && outline.depth <= limits.depth, "within the limits: \(outline)")
        check(tree.name(of: 0) == "xml", "the root is <xml>: \(outline)")
        for text in outline.texts {
            check(String(decoding: text, as: UTF8.self).allowedInXML == text, "UTF-8 that XML allows: \(outline)")
        }

        // What was understood, written without a section that could be repaired, is understood again.
        let again = Array(outline.document.utf8).withUnsafeBytes { try? reader.read($0) }
        check(again.map(Outline.init) == outline, "read again the same: \(outline)")
    }

    /// WeChat's, as far as it makes a difference.
    private static let vocabulary = DocumentVocabulary(
        singles: ["FromUserName", "MsgType", "Content", "Info"], freeTexts: ["Content", "Title", "Result"])
}
