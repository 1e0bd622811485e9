import Bytes
import Foundation
import Testing

@testable import WeChat

struct Base64Tests {
    private func decoded(_ text: String, ignoringUnusedBits: Bool = false) -> String? {
        var output = ByteBuffer()
        output.append("<")
        let isBase64 = text.withBytes {
            Base64.decode($0, into: &output, ignoringUnusedBits: ignoringUnusedBits)
        }
        if !isBase64 { #expect(output.text == "<") }
        output.append(">")
        return isBase64 ? output.text : nil
    }

    /// The vectors of RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func theStandardsOwnTextsAreReadAndWritten(_ bytes: String, _ text: String) {
        #expect(decoded(text) == "<\(bytes)>")
        var output = ByteBuffer()
        output.append("<")
        bytes.withBytes { Base64.encode($0, into: &output) }
        output.append(">")
        #expect(output.text == "<\(text)>")
    }

    @Test func everyLengthIsAsFoundationHasIt() {
        for count in 0...300 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255) }
            let text = Data(bytes).base64EncodedString()
            var output = ByteBuffer()
            #expect(text.withBytes { Base64.decode($0, into: &output) })
            #expect(Array(output.bytes) == bytes)
            output.removeAll()
            bytes.withUnsafeBytes { Base64.encode($0, into: &output) }
            #expect(output.text == text)
        }
    }

    @Test func everyCharacterOutsideTheAlphabetIsRefused() {
        let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for byte in UInt8.min...UInt8.max {
            for index in [0, 3, 15, 16, 17, 30, 31] {
                var text = [UInt8](repeating: UInt8(ascii: "Q"), count: 32)
                text[index] = byte
                // At the end one may be padding, behind a character whose last bits are zero.
                let expected = alphabet.contains(byte) || byte == UInt8(ascii: "=") && index == 31
                var output = ByteBuffer()
                #expect(text.withUnsafeBytes { Base64.decode($0, into: &output) } == expected, "\(byte) at \(index)")
            }
        }
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zm8", "Zm9v=", "Zm9vZ===", "=", "==", "===", "====", "=Zm9", "Z=9v", "Zg==Zm9v", "Zm8=Zm9v",
        " Zm9v", "Zm9v ", "Zm9v\n", "Zm9\nv===", "Zm9v\r\n\r\n", "Zm-v", "Zm_v", "Zm9v\0\0\0\0", "Zé9v", "Zm9v-",
    ])
    func whatIsNearlyBase64IsRefused(_ text: String) {
        #expect(decoded(text) == nil)
        #expect(decoded(text, ignoringUnusedBits: true) == nil)
    }

    @Test(arguments: ["Zh==": "f", "Zv==": "f", "Zm9=": "fo", "Zm+=": "fo"])
    func bitsThatNoByteNeedsAreZeroUnlessIgnored(_ text: String, _ bytes: String) {
        #expect(decoded(text) == nil)
        #expect(decoded(text, ignoringUnusedBits: true) == "<\(bytes)>")
    }
}
