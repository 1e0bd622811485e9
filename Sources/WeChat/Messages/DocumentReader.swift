import Bytes
import XML

/// Reads the documents of an account in its format. Keep one for each thread.
final class DocumentReader {
    private let xml: XMLReader
    private let json: JSONReader
    private let format: WireFormat?

    /// A reader of one format, or for nil of either.
    init(_ format: WireFormat?, limits: DocumentLimits) {
        xml = XMLReader(.wechat, limits: limits)
        json = JSONReader(.wechat, limits: limits)
        self.format = format
    }

    /// The format of a document, which must be the account's.
    func format(of document: UnsafeRawBufferPointer) throws(Refusal) -> WireFormat {
        guard !document.isEmpty else { throw .emptyBody }
        let found = WireFormat(of: document)
        guard format == nil || format == found else { throw .format(found) }
        return found
    }

    /// Reads a document of that format.
    func read(_ document: UnsafeRawBufferPointer, _ format: WireFormat) throws(Refusal) -> ElementTree {
        do throws(DocumentError) {
            switch format {
            case .xml: return try xml.read(document)
            case .json: return try json.read(document)
            }
        } catch {
            throw .document(error)
        }
    }
}

extension WireFormat {
    /// The format of a document by its first byte that is neither blank nor of a mark. A Content-Type that says the same
    /// adds nothing, and with one that says something else no reader would take the document.
    package init(of document: UnsafeRawBufferPointer) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let first = document.first { !mark.contains($0) && $0 > 0x20 }
        self = first == UInt8(ascii: "{") ? .json : .xml
    }
}
