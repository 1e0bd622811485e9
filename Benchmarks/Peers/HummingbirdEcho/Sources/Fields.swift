import Foundation
import FoundationXML
import Hummingbird

/// The texts of a document's elements.
final class Fields: NSObject, XMLParserDelegate {
    private var texts: [String: String] = [:]
    private var text = ""

    init(_ document: Data) throws {
        super.init()
        let parser = XMLParser(data: document)
        parser.delegate = self
        guard parser.parse() else { throw HTTPError(.badRequest) }
    }

    subscript(name: String) -> String { texts[name] ?? "" }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { text += String(decoding: block, as: UTF8.self) }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        texts[name] = text
    }
}
