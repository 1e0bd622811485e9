import Testing

@testable import WeChat

struct StringPiecesTests {
    private func pieces(_ text: String, _ limit: Int) -> [String] { text.pieces(of: limit).map(String.init) }

    @Test func shortTextIsOnePiece() {
        #expect(pieces("你好", 6) == ["你好"])
        #expect(pieces("", 6) == [])
    }

    @Test func pieceEndsWithALineRatherThanASentence() {
        #expect(pieces("aaa bbb\ncc. dd, ee", 13) == ["aaa bbb\n", "cc. dd, ee"])
    }

    @Test func pieceEndsWithASentenceRatherThanAWord() {
        #expect(pieces("aaaa bbb. cc dd", 13) == ["aaaa bbb.", " cc dd"])
        #expect(pieces("一二三。四五六", 15) == ["一二三。", "四五六"])
        // A point in a number ends nothing.
        #expect(pieces("aaa 3.14159 bbb", 10) == ["aaa 3.1415", "9 bbb"])
    }

    @Test func lastOfSeveralEndsIsTaken() {
        #expect(pieces("aaaa bb cc dddd", 12) == ["aaaa bb cc ", "dddd"])
    }

    @Test func endInTheFirstHalfIsTooEarly() {
        #expect(pieces("a\nbbbbbbbbbbbb", 10) == ["a\nbbbbbbbb", "bbbb"])
    }

    @Test func noCharacterIsDivided() {
        let family = "👨‍👩‍👧‍👦"
        #expect(pieces(family + family + family, 60) == [family + family, family])
        #expect(pieces("e\u{301}e\u{301}", 5) == ["e\u{301}", "e\u{301}"])
        #expect(pieces("aa\r\nbb", 3) == ["aa", "\r\n", "bb"])
    }

    @Test func characterThatIsTooLargeIsDividedBetweenScalars() {
        let text = "e" + String(repeating: "\u{301}", count: 100)
        let found = pieces(text, 20)
        #expect(found.joined().unicodeScalars.elementsEqual(text.unicodeScalars))
        #expect(found.allSatisfy { $0.utf8.count <= 20 })
    }

    @Test func nothingIsLost() {
        var random = SplitMix(seed: 5)
        let alphabet: [Character] = ["a", "。", ".", " ", "\n", "\r\n", "好", "😀", "👨‍👩‍👧‍👦", "e\u{301}", ",", "，"]
        for _ in 0..<500 {
            let count = Int.random(in: 0...300, using: &random)
            let text = String((0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &random)] })
            let limit = Int.random(in: 25...200, using: &random)
            let found = pieces(text, limit)
            #expect(found.joined() == text)
            #expect(found.allSatisfy { 1...limit ~= $0.utf8.count })
            // Each but the last is at least half full, up to one character.
            #expect(found.dropLast().allSatisfy { $0.utf8.count > limit / 2 - 25 })
        }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
