import Bytes
import CLibxml2

/// Where libxml2's callbacks put what they are told: a tree, and what was wrong with the document.
struct XMLSink: ~Copyable {
    var tree: ElementTreeBuilder
    /// The tree of a document that was found in order.
    var result: ElementTree?
    var error: DocumentError?
    /// Whether the document is built as WeChat builds none: a stranger's `]]>` may have changed its meaning.
    var isSuspicious = false
    /// Whether names are looked through for a colon: there is one somewhere in the document.
    var hasColon = false
    /// The parser that fills the sink, to be stopped when something is wrong.
    var parser: xmlParserCtxtPtr?
    private let limits: DocumentLimits

    init(limits: DocumentLimits) {
        self.limits = limits
        tree = ElementTreeBuilder(capacity: limits.elements)
    }

    mutating func reset() {
        tree.removeAll()
        result = nil
        error = nil
        isSuspicious = false
    }

    /// False when the document is to be refused.
    mutating func start(_ name: UnsafeRawBufferPointer, isQualified: Bool) -> Bool {
        if isQualified {
            error = .namespace
        } else if tree.count == 0, !name.equals("xml") {
            error = .rootIsNotXML
        } else if tree.depth >= limits.depth {
            error = .tooDeep
        } else if tree.isFull {
            error = .tooManyElements
        } else {
            // An element has children or a section, never both.
            if let parent = tree.current, tree.hasSection(parent) { isSuspicious = true }
            tree.open(name: name)
        }
        return error == nil
    }

    mutating func text(_ text: UnsafeRawBufferPointer) {
        guard let index = tree.current else { return }
        if tree.hasSection(index) {
            // Blanks around a section are layout.
            guard !text.isBlank else { return }
            isSuspicious = true
        }
        tree.append(text: text, to: index)
    }

    mutating func section(_ text: UnsafeRawBufferPointer) {
        guard let index = tree.current else { return }
        if tree.hasSection(index) || tree.hasChildren(index) {
            isSuspicious = true
        } else {
            tree.beginSection(in: index)
        }
        tree.append(text: text, to: index)
    }

    /// A comment or a processing instruction may hide what a text has broken.
    mutating func aside() {
        isSuspicious = isSuspicious || tree.current != nil
    }
}

/// The functions that libxml2 calls, all with a pointer to the sink.
extension XMLSink {
    static var handler: xmlSAXHandler {
        var sax = xmlSAXHandler()
        // SAX 1: the parser then leaves namespaces alone, which no push has and which are refused here.
        sax.initialized = 1
        sax.startElement = { context, name, attributes in
            guard let sink = XMLSink.at(context), let name else { return }
            let bytes = UnsafeRawBufferPointer(start: name, count: Int(xmlStrlen(name)))
            let isQualified =
                sink.pointee.hasColon && bytes.position(of: UInt8(ascii: ":")) != nil
                || XMLSink.hasNamespace(attributes)
            if !sink.pointee.start(bytes, isQualified: isQualified) { XMLSink.stop(sink) }
        }
        sax.endElement = { context, _ in
            XMLSink.at(context)?.pointee.tree.close()
        }
        sax.characters = { context, text, count in
            XMLSink.at(context)?.pointee.text(UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        sax.ignorableWhitespace = sax.characters
        sax.cdataBlock = { context, text, count in
            XMLSink.at(context)?.pointee.section(UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        sax.comment = { context, _ in XMLSink.at(context)?.pointee.aside() }
        sax.processingInstruction = { context, _, _ in XMLSink.at(context)?.pointee.aside() }
        // Called when a DOCTYPE begins, before anything in it is read. `wellFormed` stays 1 and no error is set.
        sax.internalSubset = { context, _, _, _ in
            guard let sink = XMLSink.at(context) else { return }
            sink.pointee.error = .documentType
            XMLSink.stop(sink)
        }
        return sax
    }

    /// Whether there is an attribute with a prefix, or one that declares a namespace. Names and values take turns.
    private static func hasNamespace(_ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> Bool {
        guard var next = attributes else { return false }
        while let name = next.pointee {
            let bytes = UnsafeRawBufferPointer(start: name, count: Int(xmlStrlen(name)))
            if bytes.equals("xmlns") || bytes.position(of: UInt8(ascii: ":")) != nil { return true }
            next += 2
        }
        return false
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLSink>? {
        context?.assumingMemoryBound(to: XMLSink.self)
    }

    private static func stop(_ sink: UnsafeMutablePointer<XMLSink>) {
        if let parser = sink.pointee.parser { xmlStopParser(parser) }
    }
}
