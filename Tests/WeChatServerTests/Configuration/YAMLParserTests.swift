import Testing

@testable import WeChatServer

@Suite struct YAMLParserTests {
    /// A document on one line: quotation marks around what is not plain, and each part's place behind an `@`.
    private func shown(_ node: YAMLNode) -> String {
        let place = "@\(node.mark.line):\(node.mark.column)"
        switch node.content {
        case .scalar(let text, let isPlain): return (isPlain ? text : "\"\(text)\"") + place
        case .sequence(let nodes): return "[\(nodes.map(shown).joined(separator: ", "))]" + place
        case .mapping(let pairs):
            return "{\(pairs.map { "\(shown($0.key)): \(shown($0.value))" }.joined(separator: ", "))}" + place
        }
    }

    private func shown(_ text: String) throws -> String? {
        try YAMLNode(text: text).map(shown)
    }

    /// Where and why a text is refused.
    private func refusal(_ text: String) -> String? {
        let error = #expect(throws: YAMLError.self) { try YAMLNode(text: text) }
        return error.map { "\($0.mark.line):\($0.mark.column): \($0.problem)" }
    }

    @Test(arguments: [
        ("a", "a@1:1"), ("- a\n- 'b'\n- \"c\\n\"", "[a@1:3, \"b\"@2:3, \"c\n\"@3:3]@1:1"),
        ("a: {b: c}\nd: |\n  e\n", "{a@1:1: {b@1:5: c@1:8}@1:4, d@2:1: \"e\n\"@2:4}@1:1"),
        ("店: 好\n😀: [é]", "{店@1:1: 好@1:4, 😀@2:1: [é@2:5]@2:4}@1:1"), ("\"a\\0b\"", "\"a\0b\"@1:1"),
    ])
    func partsHaveTheirPlaces(_ text: String, _ tree: String) throws {
        #expect(try shown(text) == tree)
    }

    @Test(arguments: ["", "\n", "# a\n", "\u{FEFF}", "%YAML 1.1\n---", "---\n...\n"])
    func emptyDocumentHasNoValue(_ text: String) throws {
        #expect(try YAMLNode(text: text).map(\.isNull) ?? true)
    }

    @Test func linesEndInManyWays() throws {
        let tree = "{a@1:1: b@1:4, c@2:1: d@2:4}@1:1"
        for end in ["\n", "\r\n", "\r"] { #expect(try shown("a: b\(end)c: d\(end)") == tree) }
        #expect(try shown("a: |\r\n  b\r\n  c\r\n") == "{a@1:1: \"b\nc\n\"@1:4}@1:1")
    }

    @Test func byteOrderMarkIsNoneOfATextOrOfAPlace() throws {
        #expect(try shown("\u{FEFF}a: b\nc: d") == "{a@1:1: b@1:4, c@2:1: d@2:4}@1:1")
        #expect(try shown("[\"\u{FEFF}a\u{FEFF}\"]") == "[\"a\u{FEFF}\"@1:2]@1:1")
    }

    @Test func aliasIsWhatItNames() throws {
        #expect(
            try shown("- &a {b: c}\n- *a\n- &a d\n- *a")
                == "[{b@1:7: c@1:10}@1:3, {b@1:7: c@1:10}@1:3, d@3:3, d@3:3]@1:1")
        #expect(try shown("{&a b: &c [], *a : *c}") == "{b@1:2: []@1:8, b@1:2: []@1:8}@1:1")
    }

    @Test func tagsSayNothing() throws {
        #expect(
            try shown("{!!str a: !!int b, c: !own [d], e: ! f}")
                == "{a@1:2: b@1:11, c@1:20: [d@1:29]@1:23, e@1:33: f@1:36}@1:1")
    }

    @Test(arguments: [
        ("*a", "1:1: found undefined alias"), ("&a [*a]", "1:5: found undefined alias"),
        ("a\n---\nb", "2:1: but found another document"), ("a: b\n...\n---\n", "3:1: but found another document"),
        ("a:\n\t- b", "2:1: found character that cannot start any token"),
        ("a: 'b", "1:6: found unexpected end of stream"),
        ("...", "1:1: did not find expected node content"), ("[a, b", "2:1: did not find expected ',' or ']'"),
        ("!b!c d", "1:1: found undefined tag handle"),
        ("a: b\r\nc: \u{0}", "2:4: control characters are not allowed"),
        ("😀\u{7F}", "1:2: control characters are not allowed"),
        ("%YAML 2.0\n--- a", "1:1: found incompatible YAML document"),
    ])
    func brokenTextIsRefusedAtItsPlace(_ text: String, _ said: String) {
        #expect(refusal(text) == said)
    }

    @Test func nestingHasALimit() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try YAMLNode(text: nested(64))?.height == 64)
        let said = "found too deep a nesting"
        #expect(refusal(nested(65)) == "1:65: \(said)")
        #expect(refusal(nested(100_000)) == "1:65: \(said)")
        #expect(refusal(String(repeating: "{a: ", count: 100_000)) == "1:257: \(said)")
        #expect(refusal(String(repeating: "- ", count: 100_000)) == "1:129: \(said)")
        #expect(refusal(String(repeating: "? ", count: 100_000)) == "1:129: \(said)")
    }

    @Test func aliasesNestNoDeeper() throws {
        /// A list of lists, each holding the one before it twice.
        func doubling(_ count: Int) -> String {
            "- &a0 []\n" + (1..<count).map { "- &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        }
        #expect(try YAMLNode(text: doubling(63))?.height == 64)
        #expect(refusal(doubling(64)) == "64:9: found too deep a nesting")
        #expect(refusal(doubling(10_000)) == "64:9: found too deep a nesting")
    }
}
