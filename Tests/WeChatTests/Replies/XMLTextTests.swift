import Bytes
import Testing
import XML

@testable import WeChat

/// What is written is what a reader reads.
struct XMLTextTests {
    private let push: Push
    private let reader: XMLReader

    init() throws {
        push = try .text("a")
        var limits = XMLLimits()
        limits.bytes = 1 << 20
        reader = XMLReader(.wechat, limits: limits)
    }

    /// The content of a text reply, read again.
    private func readBack(_ text: String) throws -> String? {
        var output = ByteBuffer()
        // The guard cleans a text before it cuts it; here it would cut these.
        Reply.text(XMLText.cleaned(text)).write(to: &output, answering: push, now: 1)
        let tree = try reader.read(UnsafeRawBufferPointer(output.bytes))
        #expect(tree.count == 6)
        return tree.child(of: 0, "Content").map { tree.text(of: $0) }
    }

    @Test func everyScalarComesBackOrIsRemovedAsDocumented() throws {
        var text = String.UnicodeScalarView()
        var expected = String.UnicodeScalarView()
        for value in 0...0x10FFFF as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value) else { continue }
            text.append(scalar)
            let isForbidden = value < 0x20 && ![9, 10, 13].contains(value) || value == 0xFFFE || value == 0xFFFF
            if !isForbidden { expected.append(scalar) }
            guard value % 0x8000 == 0x7FFF || value == 0x10FFFF else { continue }
            #expect(try readBack(String(text))?.utf8.elementsEqual(String(expected).utf8) == true)
            text.removeAll()
            expected.removeAll()
        }
    }

    @Test func everyShortTextOfMarkupComesBack() throws {
        let letters = Array("]><&![")
        for length in 1...6 {
            var texts = [""]
            for _ in 0..<length { texts = texts.flatMap { text in letters.map { text + String($0) } } }
            // Many to a reply, and what is in one cannot help another: they are apart.
            for start in stride(from: 0, to: texts.count, by: 2_000) {
                let text = texts[start..<min(start + 2_000, texts.count)].joined(separator: "\n")
                #expect(try readBack(text) == text)
            }
        }
    }

    @Test func aTextThatNeedsNoCleaningIsNotTouched() {
        for text in ["", "a\t\r\n", "\u{7F}\u{80}\u{85}\u{FFFD}\u{FEFF}\u{1FFFE}😀"] {
            #expect(!XMLText.needsCleaning(text))
            #expect(XMLText.cleaned(text) == text)
        }
        for text in ["\u{0}", "a\u{B}", "\u{C}b", "\u{1F}", "x\u{FFFE}", "\u{FFFF}"] {
            #expect(XMLText.needsCleaning(text))
            #expect(XMLText.cleaned(text).unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 })
        }
    }
}
