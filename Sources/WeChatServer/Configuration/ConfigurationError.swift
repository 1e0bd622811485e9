/// What is wrong with a configuration: all of it, each with its place.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    /// One mistake. Line and column are counted from 1.
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The file as it was named.
        public var file: String
        /// Line, from 1; 0 when the file could not be read.
        public var line: Int
        /// Column, from 1.
        public var column: Int
        /// The key, what was expected and what was found.
        public var message: String

        /// `file:line:column: message`.
        public var description: String {
            line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)"
        }
    }

    /// The mistakes in the order of the file.
    public var problems: [Problem]

    /// The mistakes, a line each.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
