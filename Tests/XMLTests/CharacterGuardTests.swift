import Testing

@testable import XML

struct CharacterGuardTests {
    private func inContent(_ bytes: [UInt8]) -> [UInt8] {
        Array("<xml><Content><![CDATA[".utf8) + bytes + Array("]]></Content></xml>".utf8)
    }

    @Test(arguments: 0..<40)
    func aNULByteIsRefusedWhereverItStands(position: Int) {
        var bytes = Array("<xml><Content>hello, 世界</Content></xml>".utf8)
        bytes[position] = 0
        // Inside a character of several bytes it is the character that is seen to be wrong.
        let isInside = position > 21 && (position - 21) % 3 != 0 && position < 27
        #expect(outline(bytes: bytes) == .failure(isInside ? .invalidUTF8 : .nulByte))
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xFF], [0xFE],  // no first bytes
            [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xF0, 0x80, 0x80, 0x80],  // overlong
            [0xF0, 0x8F, 0xBF, 0xBF],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],  // surrogates
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],  // past U+10FFFF
            [0xC3], [0xE4, 0xBD], [0xF0, 0x9F, 0x98],  // cut off
            [0xC3, 0x28], [0xE4, 0x28, 0xA0], [0xE4, 0xBD, 0x28], [0xF0, 0x9F, 0x28, 0x80], [0xF0, 0x9F, 0x98, 0x28],
        ] as [[UInt8]])
    func whatIsNotUTF8IsRefusedInsideSectionsToo(bytes: [UInt8]) {
        #expect(outline(bytes: inContent(bytes)) == .failure(.invalidUTF8))
        #expect(outline(bytes: Array("<xml>".utf8) + bytes) == .failure(.invalidUTF8))
        #expect(outline(bytes: bytes) == .failure(.invalidUTF8))
    }

    @Test func aDocumentThatEndsInsideACharacterIsRefused() {
        for tail in [[0xE4], [0xE4, 0xBD], [0xF0, 0x9F, 0x98]] as [[UInt8]] {
            #expect(outline(bytes: Array("<xml></xml>".utf8) + tail) == .failure(.invalidUTF8))
        }
    }

    @Test func everyForbiddenCharacterIsRemovedAndTheRestDelivered() {
        let forbidden = (1..<32).filter { ![9, 10, 13].contains($0) } + [0xFFFE, 0xFFFF]
        for value in forbidden {
            let scalar = String(Character(Unicode.Scalar(UInt32(value))!))  // none of them is a surrogate
            let text = "<xml><Content><![CDATA[a\(scalar)b\(scalar)]]></Content></xml>"
            #expect(outline(text) == .success("xml(Content(ab))"), "U+\(String(value, radix: 16))")
        }
    }

    @Test func everyOtherCharacterIsDelivered() throws {
        let reader = XMLReader(.sample, limits: .with { $0.bytes = 1 << 20 })
        let scalars = (0x20...0x10FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init)
            .filter { $0.value != 0xFFFE && $0.value != 0xFFFF }
        var text = "\t\n\r"
        for scalar in scalars {
            text.unicodeScalars.append(scalar)
            guard text.utf8.count > 200_000 || scalar.value == 0x10FFFF else { continue }
            #expect(
                try reader.read("<xml><Content><![CDATA[\(text)]]></Content></xml>")["Content"]?.utf8.elementsEqual(
                    text.utf8) == true)
            text = ""
        }
    }

    @Test func removingACharacterMayNotMakeMarkup() {
        #expect(outline("<xml><Content><![CDATA[a]\u{1}]>b]]></Content></xml>") == .success("xml(Content(a]]>b))"))
    }
}
