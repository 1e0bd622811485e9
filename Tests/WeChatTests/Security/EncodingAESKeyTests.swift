import Testing

@testable import WeChat

struct EncodingAESKeyTests {
    private static let stem = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEF"

    @Test func aKeyIsThirtyTwoBytes() throws {
        let zeros = try #require(EncodingAESKey(String(repeating: "A", count: 43)))
        #expect(zeros.secret.bytes == Array(repeating: 0, count: 32))
        let text = try #require(EncodingAESKey("Q3dXb0ZkUzVtY0JhN2xKcTl0WXhSdkh6TmVJZ1BrTGk"))
        #expect(text.secret.bytes == Array("CwWoFdS5mcBa7lJq9tYxRvHzNeIgPkLi".utf8))
    }

    @Test func bitsThatNoByteNeedsMeanNothing() {
        let key = EncodingAESKey(Self.stem + "G")
        #expect(key != nil && key == EncodingAESKey(Self.stem + "E"))
        #expect(key != EncodingAESKey(Self.stem + "I"))
    }

    @Test(arguments: [
        "", "abcde", stem, stem + "GH", stem + "G=", stem + "=", stem + "+", stem + "/", stem + " ", stem + "\n",
        " " + stem, stem + "é",
    ])
    func anythingElseIsNoKey(_ text: String) {
        #expect(EncodingAESKey(text) == nil)
    }

    @Test func itNeverPrints() throws {
        let key = try #require(EncodingAESKey(Self.stem + "G"))
        var dumped = ""
        dump(key, to: &dumped)
        // Its first byte is 105, its second 183.
        for text in ["\(key)", String(reflecting: key), "\(key as Any)", "\([key])", dumped] {
            #expect(!text.contains("abc") && !text.contains("105") && !text.contains("183"), "\(text)")
        }
    }
}
