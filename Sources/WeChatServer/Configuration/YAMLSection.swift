/// A mapping of the file, read key by key. What goes wrong is noted, and the default stays.
struct YAMLSection {
    private let mapping: YAMLNode
    /// Where the section is, for messages: `limits`, `accounts[0]`.
    private let name: String
    private let environment: [String: String]
    let problems: Problems
    private var known: [String] = []
    /// The texts that were read, by their keys, with variables filled in.
    private var texts: [String: String] = [:]

    /// Nil, with a problem noted, when the node is no mapping.
    init?(_ node: YAMLNode, _ name: String, _ environment: [String: String], _ problems: Problems) {
        self.name = name
        self.environment = environment
        self.problems = problems
        mapping = node
        guard node.mapping != nil || node.isNull else {
            problems.add(
                node.mark, "\(name.isEmpty ? "file" : name): expected keys with values, found \(Self.kind(node))")
            return nil
        }
        noteRepeatedKeys()
    }

    /// The sections of a list; nil when the key is missing or no list.
    mutating func sections(_ key: String) -> [YAMLSection]? {
        guard let node = node(key) else { return nil }
        guard let sequence = node.sequence else {
            problems.add(node.mark, "\(label(key)): expected a list, found \(Self.kind(node))")
            return nil
        }
        return sequence.enumerated().compactMap { index, node in
            YAMLSection(node, "\(label(key))[\(index)]", environment, problems)
        }
    }

    mutating func section(_ key: String) -> YAMLSection? {
        node(key).flatMap { YAMLSection($0, label(key), environment, problems) }
    }

    /// Gives `read` the value of a key, its variables filled in, or in its place that of the last of the environment's
    /// `variables` that is set; the values of a list, where it may be one, with commas between. `read` returns nil for what
    /// is not as `expected`.
    mutating func value<Value>(
        _ key: String, or variables: [String] = [], expected: String, isSecret: Bool = false, isList: Bool = false,
        _ read: (String) -> Value?
    ) -> Value? {
        var value = written(key, expected, isSecret, isList, read)
        for variable in variables {
            guard let text = environment[variable] else { continue }
            value = read(text) ?? value
            if read(text) == nil {
                problems.add(variable: variable, "expected \(expected), found \(Self.shown(text, isSecret))")
            }
        }
        return value
    }

    /// Two values at most, the present one and the one before it: as a list, or with a comma between.
    mutating func pair<Value>(
        _ key: String, or variables: [String], expected: String, mayBeEmpty: Bool = false, _ read: (String) -> Value?
    ) -> [Value]? {
        value(
            key, or: variables, expected: "\(expected), or two: the present and the previous", isSecret: true,
            isList: true
        ) {
            text in
            if text.isEmpty, mayBeEmpty { return [] }
            var texts = text.split(separator: ",", omittingEmptySubsequences: false)
            if texts.count == 2 { texts[1] = texts[1].drop { $0 == " " } }
            let values = texts.compactMap { read(String($0)) }
            return texts.count <= 2 && values.count == texts.count ? values : nil
        }
    }

    private mutating func written<Value>(
        _ key: String, _ expected: String, _ isSecret: Bool, _ isList: Bool, _ read: (String) -> Value?
    ) -> Value? {
        guard let node = node(key) else { return nil }
        let list = isList ? node.sequence?.compactMap(\.scalar).joined(separator: ",") : nil
        guard let scalar = node.scalar ?? list else {
            problems.add(node.mark, "\(label(key)): expected \(expected), found \(Self.kind(node))")
            return nil
        }
        guard let text = expand(scalar, node.mark, key) else { return nil }
        texts[key] = text
        if let value = read(text) { return value }
        problems.add(node.mark, "\(label(key)): expected \(expected), found \(Self.shown(text, isSecret))")
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
            Double($0).flatMap { range.contains($0) ? Int(($0 * 1_000).rounded()) : nil }
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
            return problems.add(mapping.mark, "\(label(key)): expected \(expected), found no such key")
        }
        if node.isNull { problems.add(node.mark, "\(label(key)): expected \(expected), found no value") }
        if node.sequence?.isEmpty == true { problems.add(node.mark, "\(label(key)): expected \(expected), found none") }
    }

    /// Notes that a key's value does not go with another's.
    func reject(_ key: String, expected: String, isSecret: Bool = false) {
        let found = texts[key].map { Self.shown($0, isSecret) } ?? "no such key"
        problems.add((mapping[key] ?? mapping).mark, "\(label(key)): expected \(expected), found \(found)")
    }

    /// Takes what `form` makes of a key's text, or notes that it was `taken` before. False when there is no text.
    @discardableResult
    func claim(
        _ key: String, _ expected: String, among taken: inout Set<String>, by form: (String) -> String = { $0 }
    ) -> Bool {
        guard let text = texts[key], !text.isEmpty else { return false }
        if !taken.insert(form(text)).inserted {
            problems.add(mapping[key]?.mark, "\(label(key)): expected \(expected), found \"\(text)\" again")
        }
        return true
    }

    /// Notes the keys that nobody has asked for.
    func finish() {
        for node in keys {
            guard let key = node.scalar else {
                problems.add(
                    node.mark, "\(name.isEmpty ? "file" : name): expected a known key, found \(Self.kind(node))")
                continue
            }
            guard !known.contains(key) else { continue }
            let shown = Self.shown(key)
            let nearest = known.min { Self.distance($0, shown) < Self.distance($1, shown) } ?? ""
            problems.add(
                node.mark, "\(label(shown)): expected a known key, found \"\(shown)\"; did you mean \"\(nearest)\"?")
        }
    }

    /// A key as it may be shown: `{token:abc}` is a key without a value, and holds a secret.
    private static func shown(_ key: String) -> String {
        let end = key.firstIndex { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" && $0 != "<" }
        return end.map { key[..<$0] + "…" } ?? key
    }

    private func noteRepeatedKeys() {
        for case (let key?, let twins) in Dictionary(grouping: keys, by: \.scalar) where twins.count > 1 {
            problems.add(twins[0].mark, "\(label(Self.shown(key))): expected once, found again")
        }
    }

    private var keys: [YAMLNode] { mapping.mapping?.map(\.key) ?? [] }

    private static func shown(_ text: String, _ isSecret: Bool) -> String {
        isSecret ? "a text of \(text.count) characters that is not shown" : "\"\(text)\""
    }

    private mutating func node(_ key: String) -> YAMLNode? {
        known.append(key)
        return mapping[key].flatMap { $0.isNull ? nil : $0 }
    }

    private func label(_ key: String) -> String {
        name.isEmpty ? key : "\(name).\(key)"
    }

    /// Fills in `${NAME}` and `${NAME:-default}`.
    private func expand(_ text: String, _ mark: YAMLNode.Mark?, _ key: String) -> String? {
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

    private static func kind(_ node: YAMLNode) -> String {
        switch node.content {
        case .mapping: "keys with values"
        case .sequence: "a list"
        // It may be a secret where no text should be.
        case .scalar: "a text"
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
