extension [DocumentField] {
    /// The document as WeChat writes it: what is encrypted or in clear without layout, an envelope with its fields four
    /// spaces in.
    func xml(asEnvelope: Bool = false) -> String {
        let lines = map(\.xml)
        guard asEnvelope else { return "<xml>\(lines.joined(separator: "\n"))\n</xml>" }
        return "<xml>\n\(lines.map { "    \($0)\n" }.joined())</xml>"
    }
}

extension DocumentField {
    /// Numbers are bare. Texts are in a CDATA section, raw: WeChat does not divide a `]]>` that a user wrote.
    fileprivate var xml: String {
        let content = children.isEmpty ? text.isNumber ? text : "<![CDATA[\(text)]]>" : children.map(\.xml).joined()
        return "<\(name)>\(content)</\(name)>"
    }
}

extension String {
    /// Whether it is a number in decimal digits.
    fileprivate var isNumber: Bool {
        let parts = (hasPrefix("-") ? dropFirst() : self[...]).split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }
    }
}
