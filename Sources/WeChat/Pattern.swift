/// What a text or a key is compared with when a handler is chosen.
public struct Pattern: Sendable, ExpressibleByStringLiteral {
    let matches: @Sendable (String) -> Bool

    /// The whole text, exactly.
    public static func exact(_ text: String) -> Pattern {
        Pattern { $0 == text }
    }

    /// The beginning of the text.
    public static func prefix(_ text: String) -> Pattern {
        Pattern { $0.hasPrefix(text) }
    }

    /// Anywhere in the text, unless the expression says `^` and `$`.
    public static func regex<Output>(_ regex: Regex<Output>) -> Pattern {
        // A Regex is not Sendable because it may hold closures that transform captures. It is never changed, and
        // captures are not asked for here.
        nonisolated(unsafe) let regex = regex
        return Pattern { $0.contains(regex) }
    }

    /// The same as `exact`.
    public init(stringLiteral value: String) {
        self = .exact(value)
    }

    private init(_ matches: @escaping @Sendable (String) -> Bool) {
        self.matches = matches
    }
}
