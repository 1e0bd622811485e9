import Bytes
package import XML

extension Fields {
    /// Reads a captured document, JSON or XML, whatever it is about. Whether WeChat has sent it, it does not ask.
    package init(document: [UInt8]) throws(DocumentError) {
        let tree = try document.withUnsafeBytes { bytes in
            Result { () throws(DocumentError) in
                switch WireFormat(of: bytes) {
                case .xml: try XMLReader(.wechat).read(bytes)
                case .json: try JSONReader(.wechat).read(bytes)
                }
            }
        }.get()
        guard tree.count > 1 else { throw .empty }
        self.init(tree: tree, index: 0)
    }
}

extension Push {
    /// Reads a captured push in the same way.
    package init(document: [UInt8]) throws(DocumentError) {
        self.init(try Fields(document: document).tree)
    }
}
