import Bytes
import TestSupport
import Testing

@testable import WeChat

/// What is written is what libxml2 reads, in every field that a handler fills in.
struct XMLTextTests {
    /// A kind of reply with one text in all its fields.
    struct Kind: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// Short texts in one field. Two kinds have each in a field of its own, and there are no more ways to write one.
        var batch = 100
        var make: @Sendable (String) -> Reply
    }

    static let kinds = [
        Kind(testDescription: "text", batch: 1) { .text($0) },
        Kind(testDescription: "image", batch: 1) { .image(mediaID: $0) },
        Kind(testDescription: "voice") { .voice(mediaID: $0) },
        Kind(testDescription: "video") { .video(mediaID: $0, title: $0, description: $0) },
        Kind(testDescription: "music") {
            .music(.init(thumbMediaID: $0, title: $0, description: $0, url: $0, hqURL: $0))
        },
        Kind(testDescription: "news") { .news([.init(title: $0, description: $0, pictureURL: $0, url: $0)]) },
        Kind(testDescription: "customer service") { .transferToCustomerService(account: $0) },
    ]

    private let push: Push
    private let head: [XMLLeaf]

    init() throws {
        push = try .text("a")
        head = [("ToUserName", "user"), ("FromUserName", "gh_1"), ("CreateTime", "1")].map { XMLLeaf($0, $1.utf8) }
    }

    /// Whether the reply goes out as it is, but for the characters that XML forbids. Read by libxml2 alone: `XMLReader`
    /// would repair what is broken.
    private func isReadAsItWas(_ reply: Reply) -> Bool {
        var output = ByteBuffer()
        let (sent, mistake) = reply.guarded(for: push, .message)
        sent.write(to: &output, answering: push, .message, in: .xml, now: 1)
        return mistake == nil && ParsedXML.leaves(UnsafeRawBufferPointer(output.bytes)) == head + reply.leaves
    }

    @Test(arguments: kinds)
    func everyScalarComesBackOrIsRemovedAsDocumented(kind: Kind) {
        var count = 0
        var text = String.UnicodeScalarView()
        for value in 0...0x10FFFF as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value) else { continue }
            text.append(scalar)
            count += 1
            // As many as a text may have bytes for. No two are the same, so none can stand for another.
            guard count % 500 == 0 || value == 0x10FFFF else { continue }
            guard isReadAsItWas(kind.make(String(text))) else {
                Issue.record("in a text that ends with \(value)")
                return
            }
            text.removeAll(keepingCapacity: true)
        }
        #expect(count == 1_112_064)
    }

    @Test(arguments: kinds)
    func everyShortTextOfMarkupComesBack(kind: Kind) {
        var count = 0
        var texts = [""]
        for _ in 1...6 {
            texts = texts.flatMap { text in "]><&![".map { text + String($0) } }
            count += texts.count
            for start in stride(from: 0, to: texts.count, by: kind.batch) {
                let text = texts[start...].prefix(kind.batch).joined(separator: "\n")
                if !isReadAsItWas(kind.make(text)) { Issue.record("\(text)") }
            }
        }
        #expect(count == 55_986)
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
