/// A text that is never printed: a token or a key. Printing it, or what holds it, shows dots.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    /// Keeps `text`.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// How many bytes the text has.
    public var count: Int { bytes.count }

    /// Calls `body` with the text. What is done with it there is the caller's care.
    package func reveal<R>(_ body: (String) -> R) -> R {
        body(String(decoding: bytes, as: UTF8.self))
    }

    /// Dots, whatever the text is.
    public var description: String { "•••" }

    /// The same dots.
    public var debugDescription: String { description }

    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
