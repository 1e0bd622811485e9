import Testing

@testable import WeChatServer

@Suite struct YAMLNodeTests {
    private func node(_ text: String) throws -> YAMLNode {
        try #require(try YAMLNode(text: text))
    }

    @Test func valueIsFoundByItsKey() throws {
        let node = try node("a: 1\n\"b\": 2\n? [c]\n: 3\n1: one")
        #expect(node["a"]?.scalar == "1")
        #expect(node["b"]?.scalar == "2")
        #expect(node["1"]?.scalar == "one")
        #expect(node["c"] == nil)
        #expect(try self.node("[a]")["a"] == nil)
        #expect(try self.node("a")["a"] == nil)
    }

    @Test func nodeIsOfOneKind() throws {
        let list = try node("[a, b]")
        #expect(list.sequence?.map(\.scalar) == ["a", "b"])
        #expect(list.scalar == nil && list.mapping == nil)
        let keys = try node("{a: b, a: c}")
        #expect(keys.mapping?.map(\.value.scalar) == ["b", "c"])
        #expect(keys.scalar == nil && keys.sequence == nil)
    }

    @Test(arguments: [("a:", true), ("a: ~", true), ("a: null", true), ("a: ''", false), ("a: \"~\"", false)])
    func onlyWhatIsWrittenPlainlyIsNull(_ text: String, _ isNull: Bool) throws {
        #expect(try node(text)["a"]?.isNull == isNull)
        #expect(try !node("[]").isNull)
    }

    @Test func heightCountsWhatStandsInEachOther() throws {
        #expect(try node("a").height == 0)
        #expect(try node("[]").height == 1)
        #expect(try node("{a: [b, [c]], d: e}").height == 3)
        #expect(try node("{? [[a]] : b}").height == 3)
    }
}
