import Foundation
import TestSupport
import Testing

@testable import wechatd

@Suite struct PushDocumentTests {
    private func text(_ captured: String, _ settings: (name: String, value: String)...) throws -> String? {
        try withTemporaryDirectory { directory in
            let file = directory + "/captured.xml"
            try captured.write(toFile: file, atomically: true, encoding: .utf8)
            return PushDocument(file, settings: settings)?.text(now: 0)
        }
    }

    @Test func fieldIsReplacedToItsLastEnd() throws {
        let captured = "<xml><A>a</A><B><![CDATA[</B>]]></B></xml>"
        #expect(try text(captured, ("B", "b")) == "<xml><A>a</A><B><![CDATA[b]]></B></xml>")
        #expect(try text(captured, ("A", "12")) == "<xml><A>12</A><B><![CDATA[</B>]]></B></xml>")
        #expect(try text("<xml><A>\u{301}</A></xml>", ("A", "é")) == "<xml><A><![CDATA[é]]></A></xml>")
    }

    @Test func fieldThatIsMissingComesLast() throws {
        #expect(try text("<xml></A><A></xml>", ("A", "1")) == "<xml></A><A><A>1</A>\n</xml>")
        #expect(try text("no document", ("A", "1")) == "no document")
    }

    @Test func kindHasATimeAndAnIDOfItsOwn() throws {
        let document = try #require(PushDocument("text", settings: []))
        let text = document.text(now: 1_700_000_000)
        #expect(text.contains("<CreateTime>1700000000</CreateTime>"))
        #expect(text != document.text(now: 1_700_000_000))
        #expect(PushDocument("/none", settings: []).map { $0.text(now: 0) } == nil)
    }
}
