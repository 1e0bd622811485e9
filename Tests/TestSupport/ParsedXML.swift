import Foundation
import FoundationXML

/// An element without children, as a reader of ours or of WeChat's must find it.
package struct XMLLeaf: Equatable, CustomStringConvertible {
    /// The names from the root's child on: `Articles/item/Title`.
    package var path: String
    /// Bytes, because two Strings may be equal and not the same.
    package var text: [UInt8]

    package init(_ path: String, _ text: some Sequence<UInt8>) {
        self.path = path
        self.text = Array(text)
    }

    package var description: String { "\(path)=\(String(decoding: text, as: UTF8.self).debugDescription)" }
}

/// A document as libxml2 alone reads it, through Foundation: without our guards, and without the repair that would hide
/// what is wrong with a reply.
package enum ParsedXML {
    /// The leaves in their order; nil when the document is not well-formed or its root is not `<xml>`.
    package static func leaves(_ document: UnsafeRawBufferPointer) -> [XMLLeaf]? {
        let parser = XMLParser(data: Data(document))
        let collector = Collector()
        parser.delegate = collector
        return parser.parse() && collector.root == "xml" ? collector.leaves : nil
    }

    private final class Collector: NSObject, XMLParserDelegate {
        var root: String?
        var leaves: [XMLLeaf] = []
        private var path: [String] = []
        private var text: [UInt8] = []
        private var isLeaf = false

        func parser(
            _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
            attributes _: [String: String]
        ) {
            if root == nil { root = name } else { path.append(name) }
            text = []
            isLeaf = true
        }

        func parser(_: XMLParser, didEndElement _: String, namespaceURI _: String?, qualifiedName _: String?) {
            if isLeaf { leaves.append(XMLLeaf(path.joined(separator: "/"), text)) }
            isLeaf = false
            _ = path.popLast()
        }

        func parser(_: XMLParser, foundCharacters string: String) { text += Array(string.utf8) }

        func parser(_: XMLParser, foundCDATA block: Data) { text += Array(block) }
    }
}
