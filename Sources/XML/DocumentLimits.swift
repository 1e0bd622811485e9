/// How large a push's document may be.
package struct DocumentLimits: Sendable {
    /// The whole document, in bytes.
    package var bytes = 65_536
    /// Elements inside one another, the root counted.
    package var depth = 16
    /// Elements in all.
    package var elements = 512
    /// Attributes in all. WeChat uses none; libxml2 takes a tenth of a second for 64 KB of them.
    package var attributes = 32

    package init() {}
}
