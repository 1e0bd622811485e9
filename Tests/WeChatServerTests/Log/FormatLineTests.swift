import Bytes
import Testing

@testable import WeChatServer

@Suite struct FormatLineTests {
    private func line(_ format: Configuration.Log.Format, _ body: (inout ByteBuffer) -> Void) -> String {
        var line = ByteBuffer()
        format.begin(&line, time: LogTime(), level: "info")
        body(&line)
        format.end(&line)
        return String(decoding: line.bytes, as: UTF8.self)
    }

    private func fields(_ format: Configuration.Log.Format, _ value: String) -> String {
        line(format) { format.field(&$0, LogKey(json: ",\"a\":", text: " a="), value) }
    }

    @Test func jsonLineIsAnObject() {
        let text = line(.json) { line in
            Configuration.Log.Format.json.field(&line, .account, "店")
            Configuration.Log.Format.json.field(&line, .unwritten, 0)
            Configuration.Log.Format.json.milliseconds(&line, nanoseconds: 12_003_999)
            Configuration.Log.Format.json.field(&line, named: "own", "value")
        }
        #expect(
            text == #"{"time":"1970-01-01T00:00:00.000Z","level":"info","account":"店","unwritten":0,"ms":12.003,"#
                + "\"own\":\"value\"}\n")
    }

    @Test func textLineIsPairs() {
        let text = line(.text) { line in
            Configuration.Log.Format.text.field(&line, .account, "店")
            Configuration.Log.Format.text.field(&line, .unwritten, 12)
            Configuration.Log.Format.text.milliseconds(&line, nanoseconds: 999)
            Configuration.Log.Format.text.field(&line, named: "own", "value")
        }
        #expect(text == "1970-01-01T00:00:00.000Z info account=\"店\" unwritten=12 ms=0.000 own=\"value\"\n")
    }

    @Test(arguments: [
        ("\"", #"\""#), ("\\", #"\\"#), ("a\nb", #"a\nb"#), ("\r\t", #"\r\t"#), ("\u{0}", #"\u0000"#),
        ("\u{1B}[31m", #"\u001b[31m"#), ("\u{7F}", #"\u007f"#), ("😀", "😀"), ("", ""),
        ("\\\"}\n{\"level\":\"", #"\\\"}\n{\"level\":\""#), ("a\u{1F}", #"a\u001f"#),
        ("12345678\n", #"12345678\n"#),
    ])
    func valueCannotEndItsFieldOrItsLine(_ value: String, _ escaped: String) {
        let time = "1970-01-01T00:00:00.000Z"
        #expect(fields(.json, value) == "{\"time\":\"\(time)\",\"level\":\"info\",\"a\":\"\(escaped)\"}\n")
        #expect(fields(.text, value) == "\(time) info a=\"\(escaped)\"\n")
    }

    @Test func nameThatCannotBeOneIsReplaced() {
        let time = "1970-01-01T00:00:00.000Z"
        for name in ["a b", "a\"", "a=", "a\\", "a\n", "a\u{7F}"] {
            #expect(
                line(.json) { Configuration.Log.Format.json.field(&$0, named: name, "v") }
                    == "{\"time\":\"\(time)\",\"level\":\"info\",\"field\":\"v\"}\n")
            #expect(
                line(.text) { Configuration.Log.Format.text.field(&$0, named: name, "v") }
                    == "\(time) info field=\"v\"\n")
        }
    }
}
