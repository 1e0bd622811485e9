import Testing

@testable import WeChat

struct PatternTests {
    @Test(arguments: [
        ("a", true), ("A", false), ("ab", false), ("", false), (" a", false),
    ])
    func exactIsTheWholeText(text: String, matches: Bool) {
        #expect(Pattern.exact("a").matches(text) == matches)
        #expect(("a" as Pattern).matches(text) == matches)
    }

    @Test(arguments: [("订单1", true), ("订单", true), ("订", false), ("1订单", false)])
    func prefixIsTheBeginning(text: String, matches: Bool) {
        #expect(Pattern.prefix("订单").matches(text) == matches)
    }

    @Test(arguments: [("x12y", true), ("1", false), ("", false)])
    func regexIsAnywhere(text: String, matches: Bool) {
        #expect(Pattern.regex(/(\d)\d/).matches(text) == matches)
    }

    @Test func anEmptyPrefixIsEveryText() {
        #expect(Pattern.prefix("").matches("") && Pattern.prefix("").matches("a"))
    }
}
