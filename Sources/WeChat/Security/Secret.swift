/// A text that is never printed: a token or a key. Printing it, or what holds it, shows dots.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    /// Keeps `text`.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Keeps bytes that are no text.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// How many bytes the text has.
    public var count: Int { bytes.count }

    /// Dots, whatever the text is.
    public var description: String { "•••" }

    /// The same dots.
    public var debugDescription: String { description }

    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
