import Bytes
import CLibxml2
import Glibc

/// Reads documents, one after the other, into trees: libxml2's push parser behind the guards that make it safe.
///
/// Keep one for each thread. Its memory is used again for the next document.
package final class XMLReader {
    private let vocabulary: DocumentVocabulary
    private let limits: DocumentLimits
    /// The document that is parsed, or was last. Changed in one function, so not checked for exclusive access.
    @exclusivity(unchecked) private var input = ByteBuffer()
    /// On the heap, because libxml2 keeps the address.
    private let sink: UnsafeMutablePointer<XMLSink>

    /// A parser keeps every element name that it has met. Past this many bytes it is made new; at ten million libxml2
    /// would take no more.
    static let dictionaryLimit = 1 << 20

    package init(_ vocabulary: DocumentVocabulary, limits: DocumentLimits = DocumentLimits()) {
        _ = Self.libraryReady
        self.vocabulary = vocabulary
        self.limits = limits
        sink = .allocate(capacity: 1)
        sink.initialize(to: XMLSink(limits: limits))
    }

    deinit {
        xmlFreeParserCtxt(sink.pointee.parser)
        sink.deinitialize(count: 1)
        sink.deallocate()
    }

    /// libxml2's globals have to be made before a second thread uses them.
    private static let libraryReady: Void = xmlInitParser()

    /// Reads a whole document whose root is `<xml>`.
    ///
    /// Characters that XML forbids are left out, and a text that breaks the markup around it is delivered whole.
    package func read(_ document: UnsafeRawBufferPointer) throws(DocumentError) -> ElementTree {
        guard document.count <= limits.bytes else { throw .tooLarge }
        return try CharacterGuard.withAllowed(document) { bytes throws(DocumentError) in try readClean(bytes) }
    }

    private func readClean(_ document: UnsafeRawBufferPointer) throws(DocumentError) -> ElementTree {
        let document = MarkupGuard.withoutMark(document)
        guard !document.isEmpty else { throw .empty }
        parse(document)
        let complaint = sink.pointee.error
        if complaint.map({ $0.mayBeRepaired }) ?? sink.pointee.isSuspicious {
            guard let repaired = TextRepair.repair(document, vocabulary) else {
                throw complaint ?? .notWellFormed(line: 1, "a CDATA section that does not end with its element")
            }
            repaired.withUnsafeBytes { if !$0.equals(document) { parse($0) } }
        }
        // Where the repair did not help, the first complaint is the one that names the sender's own line.
        guard let tree = sink.pointee.result.take() else { throw complaint ?? sink.pointee.error ?? .empty }
        return tree
    }

    /// Makes the document the parser's input, where it is: pushing it would build a buffer of libxml2's each time.
    ///
    /// The parser stops at the input's length, but looks one byte ahead: behind a document stands a NUL.
    private func show(_ document: UnsafeRawBufferPointer, to parser: xmlParserCtxtPtr) {
        input.removeAll()
        input.append(document)
        input.append(0)
        guard let stream = xmlNewInputStream(parser) else { fatalError("out of memory") }
        let start = UnsafeRawPointer(input.bytes.baseAddress)?.assumingMemoryBound(to: xmlChar.self)
        stream.pointee.base = start
        stream.pointee.cur = start
        stream.pointee.end = start.map { $0 + document.count }
        stream.pointee.length = Int32(document.count)
        inputPush(parser, stream)
    }

    /// Fills the sink: with a tree, or with what is wrong.
    private func parse(_ document: UnsafeRawBufferPointer) {
        sink.pointee.reset()
        sink.pointee.error = MarkupGuard.complaint(about: document, attributes: limits.attributes)
        guard sink.pointee.error == nil else { return }
        sink.pointee.hasColon = document.position(of: UInt8(ascii: ":")) != nil
        guard let parser = freshParser() else { fatalError("out of memory") }
        show(document, to: parser)
        let code = xmlParseChunk(parser, nil, 0, 1)
        guard sink.pointee.error == nil else { return }
        // The code alone does not tell: a parser that was stopped is well-formed and without error.
        if code != 0 || parser.pointee.wellFormed == 0 {
            sink.pointee.error = Self.complaint(of: parser)
        } else {
            lookForTwins(sink.pointee.tree.tree())
        }
    }

    /// A text that has broken out of its element and keeps the document in order has opened an element of the same
    /// name behind it.
    private func lookForTwins(_ tree: ElementTree) {
        guard sink.pointee.tree.mayHaveTwins || sink.pointee.tree.isNested else { return sink.pointee.result = tree }
        let names = sink.pointee.tree.mayHaveTwins ? tree.repeatedNames(in: 0) : []
        sink.pointee.error = names.first(where: vocabulary.singles.contains).map { .repeated($0) }
        var isSuspicious = names.contains(where: vocabulary.freeTexts.contains)
        var index = 1
        while sink.pointee.tree.isNested, index < tree.count {
            if tree.hasChildren(index), vocabulary.singles.contains(tree.name(of: index)) {
                isSuspicious =
                    isSuspicious || tree.repeatedNames(in: index).contains(where: vocabulary.freeTexts.contains)
            }
            index = tree.end(of: index)
        }
        if isSuspicious { sink.pointee.isSuspicious = true }
        if sink.pointee.error == nil { sink.pointee.result = tree }
    }

    /// What the parser keeps of element names, in bytes.
    var dictionarySize: Int { sink.pointee.parser.map { Int(xmlDictGetUsage($0.pointee.dict)) } ?? 0 }

    private func freshParser() -> xmlParserCtxtPtr? {
        if sink.pointee.parser == nil || dictionarySize >= Self.dictionaryLimit {
            xmlFreeParserCtxt(sink.pointee.parser)
            shim_silence_errors()
            var handler = XMLSink.handler
            sink.pointee.parser = xmlCreatePushParserCtxt(&handler, sink, nil, 0, nil)
            xmlCtxtUseOptions(sink.pointee.parser, Int32(XML_PARSE_NONET.rawValue))
        }
        // A new one is reset as well: it is made with an empty input.
        xmlCtxtReset(sink.pointee.parser)
        return sink.pointee.parser
    }

    private static func complaint(of parser: xmlParserCtxtPtr) -> DocumentError {
        guard let error = xmlCtxtGetLastError(parser), let message = error.pointee.message else {
            return .notWellFormed(line: 1, "no element")
        }
        let text = String(cString: message).prefix { $0 != "\n" }
        return .notWellFormed(line: Int(error.pointee.line), String(text))
    }
}
