import Yams

/// The mistakes found so far in a file.
final class Problems {
    let file: String
    private(set) var all: [ConfigurationError.Problem] = []

    init(file: String) {
        self.file = file
    }

    func add(_ mark: Mark?, _ message: String) {
        all.append(.init(file: file, line: mark?.line ?? 0, column: mark?.column ?? 0, message: message))
    }
}

/// A mapping of the file, read key by key. What goes wrong is noted, and the default stays.
struct YAMLSection {
    private let mapping: Node.Mapping
    /// Where the section is, for messages: `limits`, `accounts[0]`.
    private let name: String
    private let environment: [String: String]
    let problems: Problems
    private var known: [String] = []

    /// Nil, with a problem noted, when the node is no mapping.
    init?(_ node: Node, _ name: String, _ environment: [String: String], _ problems: Problems) {
        self.name = name
        self.environment = environment
        self.problems = problems
        if let mapping = node.mapping {
            self.mapping = mapping
        } else if Self.isNull(node) {
            mapping = Node.Mapping([])
        } else {
            problems.add(
                node.mark, "\(name.isEmpty ? "file" : name): expected keys with values, found \(Self.kind(node))")
            return nil
        }
    }

    var mark: Mark? { mapping.mark }

    /// The sections of a list; none when the key is missing.
    mutating func sections(_ key: String) -> [YAMLSection] {
        guard let node = node(key) else { return [] }
        guard let sequence = node.sequence else {
            problems.add(node.mark, "\(label(key)): expected a list, found \(Self.kind(node))")
            return []
        }
        return sequence.enumerated().compactMap { index, node in
            YAMLSection(node, "\(label(key))[\(index)]", environment, problems)
        }
    }

    mutating func section(_ key: String) -> YAMLSection? {
        node(key).flatMap { YAMLSection($0, label(key), environment, problems) }
    }

    /// Gives `read` the value of a key, its variables filled in. `read` returns nil for what is not as `expected`.
    mutating func value<Value>(
        _ key: String, expected: String, isSecret: Bool = false, _ read: (String) -> Value?
    ) -> Value? {
        guard let node = node(key) else { return nil }
        guard let scalar = node.scalar else {
            problems.add(node.mark, "\(label(key)): expected \(expected), found \(Self.kind(node))")
            return nil
        }
        guard let text = expand(scalar.string, node.mark, key) else { return nil }
        if let value = read(text) { return value }
        let found = isSecret ? "a text of \(text.count) characters that is not shown" : "\"\(text)\""
        problems.add(node.mark, "\(label(key)): expected \(expected), found \(found)")
        return nil
    }

    mutating func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        value(key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            Int($0).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A time in seconds, perhaps with decimals, as milliseconds.
    mutating func seconds(_ key: String, _ range: ClosedRange<Double>) -> Int? {
        value(key, expected: "seconds from \(range.lowerBound) to \(range.upperBound)") {
            Double($0).flatMap { range.contains($0) ? Int($0 * 1_000) : nil }
        }
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        value(key, expected: Choice.allCases.map(\.rawValue).joined(separator: " or ")) { Choice(rawValue: $0) }
    }

    /// Notes the absence of a key that must be there.
    func missing(_ key: String, expected: String) {
        guard let node = mapping[key] else {
            return problems.add(mark, "\(label(key)): expected \(expected), found no such key")
        }
        if Self.isNull(node) { problems.add(node.mark, "\(label(key)): expected \(expected), found no value") }
    }

    /// Notes the keys that nobody has asked for.
    func finish() {
        for (node, _) in mapping {
            guard let key = node.scalar?.string, !known.contains(key) else { continue }
            let nearest = known.min { Self.distance($0, key) < Self.distance($1, key) } ?? ""
            problems.add(
                node.mark, "\(label(key)): expected a known key, found \"\(key)\"; did you mean \"\(nearest)\"?")
        }
    }

    private mutating func node(_ key: String) -> Node? {
        known.append(key)
        return mapping[key].flatMap { Self.isNull($0) ? nil : $0 }
    }

    private func label(_ key: String) -> String {
        name.isEmpty ? key : "\(name).\(key)"
    }

    /// Fills in `${NAME}` and `${NAME:-default}`.
    private func expand(_ text: String, _ mark: Mark?, _ key: String) -> String? {
        var expanded = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            expanded += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: "}") else {
                problems.add(mark, "\(label(key)): expected } behind ${, found the end of the value")
                return nil
            }
            let reference = rest[..<end]
            let separator = reference.firstRange(of: ":-")
            let variable = String(reference[..<(separator?.lowerBound ?? reference.endIndex)])
            guard let value = environment[variable] ?? separator.map({ String(reference[$0.upperBound...]) }) else {
                problems.add(mark, "\(label(key)): expected the environment variable \(variable), found it unset")
                return nil
            }
            expanded += value
            rest = rest[rest.index(after: end)...]
        }
        return expanded + rest
    }

    private static func isNull(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    private static func kind(_ node: Node) -> String {
        switch node {
        case .mapping: "keys with values"
        case .sequence: "a list"
        case .scalar(let scalar): "\"\(scalar.string)\""
        case .alias: "an alias"
        }
    }

    /// How many letters must be changed, added or taken away to make one word the other (Levenshtein).
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (right[j] == letter ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[right.count]
    }
}
