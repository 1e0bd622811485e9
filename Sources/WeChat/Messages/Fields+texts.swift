import Bytes
import XML

extension Fields {
    /// The texts of all fields of that name without the blanks around them, and without the empty ones: a list of ids or
    /// words, which may also come as one.
    public func texts(_ name: String) -> [String] {
        list(name).compactMap { item in
            let text = item.tree.withText(of: item.index) { String(decoding: $0.trimmed(), as: UTF8.self) }
            return text.isEmpty ? nil : text
        }
    }

    /// The parts of a field that holds several: `1,2`, `a|b`.
    func parts(_ name: String, separator: Character) -> [String] {
        trimmed(name).split { $0 == separator || $0.isWhitespace }.map(String.init)
    }
}
