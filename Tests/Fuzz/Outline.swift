import XML

/// A tree as values.
struct Outline: Equatable {
    /// The document as XML, without sections.
    var document = ""
    var names: [String] = []
    var texts: [[UInt8]] = []
    var depth = 0

    init(_ tree: ElementTree) {
        add(0, of: tree, depth: 1)
    }

    private mutating func add(_ index: Int, of tree: ElementTree, depth: Int) {
        self.depth = max(self.depth, depth)
        names.append(tree.name(of: index))
        document += "<\(tree.name(of: index))>"
        if tree.hasChildren(index) {
            var child = index + 1
            while child < tree.end(of: index) {
                add(child, of: tree, depth: depth + 1)
                child = tree.end(of: child)
            }
        } else {
            texts.append(tree.withText(of: index) { Array($0) })
            for scalar in tree.text(of: index).unicodeScalars {
                switch scalar {
                case "<", ">", "&", "\r": document += "&#\(scalar.value);"
                default: document.unicodeScalars.append(scalar)
                }
            }
        }
        document += "</\(tree.name(of: index))>"
    }
}
