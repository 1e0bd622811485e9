import Bytes
package import XML

extension Fields {
    /// Reads a captured document, JSON or XML, whatever it is about. Whether WeChat has sent it, it does not ask.
    package init(document: [UInt8]) throws(DocumentError) {
        let tree = try document.withUnsafeBytes { bytes in
            Result { () throws(DocumentError) in
                bytes.startsJSON ? try JSONReader(.wechat).read(bytes) : try XMLReader(.wechat).read(bytes)
            }
        }.get()
        guard tree.count > 1 else { throw .empty }
        self.init(tree: tree, index: 0)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the first byte behind a byte order mark and blanks opens an object.
    fileprivate var startsJSON: Bool {
        let text = starts(with: "\u{FEFF}".utf8) ? dropFirst(3) : self[...]
        return text.first { !Self.isBlank($0) } == UInt8(ascii: "{")
    }
}
