/// What the reader must know of the documents it reads, beyond XML.
package struct DocumentVocabulary: Sendable {
    /// Children of the root that may occur once. A document with two of one is refused.
    package var singles: [String]
    /// Elements of the root, or of a single in it, whose text a stranger wrote: it may hold anything, `]]>` and end tags
    /// included.
    package var freeTexts: [String]

    package init(singles: [String], freeTexts: [String]) {
        self.singles = singles
        self.freeTexts = freeTexts
    }
}
