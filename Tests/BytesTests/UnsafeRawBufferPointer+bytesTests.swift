import Testing

@testable import Bytes

@Suite struct UnsafeRawBufferPointerBytesTests {
    @Test(arguments: [
        ("close", true), ("Close", true), ("CLOSE", true), ("clos", false), ("closed", false), ("", false),
        ("clo\u{13}e", false),
    ])
    func caseOfLettersIsIgnored(_ text: String, _ isEqual: Bool) {
        Self.with(text) { #expect($0.equalsIgnoringCase("close") == isEqual) }
    }

    @Test func onlyLettersHaveACase() {
        Self.with("@[`{") { #expect(!$0.equalsIgnoringCase("`{`{")) }
    }

    @Test(arguments: [("GET", true), ("get", false), ("GE", false), ("GETS", false), ("", false)])
    func bytesAreCompared(_ text: String, _ isEqual: Bool) {
        Self.with(text) { #expect($0.equals("GET") == isEqual) }
    }

    @Test func nothingEqualsNothing() {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        #expect(nothing.equals(""))
        #expect(nothing.equalsIgnoringCase(""))
        #expect(nothing.position(of: 0) == nil)
        #expect(nothing.trimmed().isEmpty)
    }

    @Test(arguments: [("", ""), (" \t ", ""), ("a", "a"), (" a\tb\t ", "a\tb"), ("\na", "a")])
    func blanksAroundAreTrimmed(_ text: String, _ trimmed: String) {
        Self.with(text) { #expect(String(decoding: $0.trimmed(), as: UTF8.self) == trimmed) }
    }

    @Test func positionIsTheFirstFromTheStart() {
        Self.with("abcabc") { bytes in
            #expect(bytes.position(of: UInt8(ascii: "b")) == 1)
            #expect(bytes.position(of: UInt8(ascii: "b"), from: 1) == 1)
            #expect(bytes.position(of: UInt8(ascii: "b"), from: 2) == 4)
            #expect(bytes.position(of: UInt8(ascii: "b"), from: 5) == nil)
            #expect(bytes.position(of: UInt8(ascii: "b"), from: 6) == nil)
            #expect(bytes.position(of: UInt8(ascii: "d")) == nil)
        }
    }

    private static func with(_ text: String, _ body: (UnsafeRawBufferPointer) -> Void) {
        Array(text.utf8).withUnsafeBytes(body)
    }
}
