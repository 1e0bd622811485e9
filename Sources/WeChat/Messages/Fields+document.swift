package import XML

extension Fields {
    /// Reads a captured document, whatever it is about. Whether WeChat has sent it, it does not ask.
    package init(document: [UInt8]) throws(DocumentError) {
        let reader = XMLReader(.wechat)
        let tree = try document.withUnsafeBytes { bytes in
            Result { () throws(DocumentError) in try reader.read(bytes) }
        }.get()
        guard tree.count > 1 else { throw .empty }
        self.init(tree: tree, index: 0)
    }
}
