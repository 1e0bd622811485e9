import Testing
import XML

@testable import WeChat

/// No text that a user can send breaks its push, cuts itself or forges a field.
struct UserTextTests {
    static let pieces: [String] = [
        "]]>", "<![CDATA[", "]]", "]", ">", "<", "&", "</Content>", "<Content>", "</xml>", "<xml>", "<!--", "-->",
        "<!DOCTYPE x>", "<?x ?>", "<?xml version=\"1.0\" encoding=\"gbk\"?>",
        "<FromUserName><![CDATA[evil]]></FromUserName>", "<MsgType><![CDATA[event]]></MsgType>",
        "]]></Content><MsgId>666</MsgId><Content><![CDATA[", "]]></Content></xml>", "]]></Content>", "</ Content>",
        "</Content >",
        String(repeating: "a=\"1\" ", count: 40), "<b a='", "'", "\"", "&amp;", "&#16;", "&x;", "\u{1}",
        "\u{10}", "\u{1F}", "\u{7F}", "\u{85}", "\u{FFFE}", "\u{FFFF}", "\u{FEFF}", "\u{2028}", "\u{200B}", "😀", "👨‍👩‍👧‍👦",
        "e\u{301}", "你好", "𠮷", "\t", "\n", "\r\n", "\r", " ", "abc", "0", "]]]]><![CDATA[", "<x:y xmlns:x='z'>",
        "<Content/>",
        String(repeating: "<a>", count: 20), "]]></Title>", "]]></Description>", "]]></MsgId>", "</Ticket>", "/", "=",
        "qrscene_", "%s", "\\",
    ]

    /// What is to be read: the text without the characters that XML forbids. One that has just the standard split of a
    /// `]]>` cannot be told from it.
    static func expected(_ text: String) -> String {
        let allowed = text.unicodeScalars.filter { scalar in
            scalar.value >= 0x20 ? scalar.value & ~1 != 0xFFFE : [0x09, 0x0A, 0x0D].contains(scalar.value)
        }
        var text = String(String.UnicodeScalarView(allowed))
        // By bytes: to a String `>` and a combining mark behind it are one character.
        text = String(decoding: Array(text.utf8).joiningSplits(), as: UTF8.self)
        return text
    }

    static func text(_ random: inout some RandomNumberGenerator, _ pieces: [String]) -> String {
        (0..<Int.random(in: 1...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    /// A push with one field that a stranger filled in.
    struct Field: Sendable, CustomTestStringConvertible {
        var name: String
        var document: @Sendable (String) -> String
        var read: @Sendable (Push) -> String?
        var testDescription: String { name }

        static func message(_ type: String, _ name: String, before: String = "", after: String = "") -> Field {
            Field(name: "\(type).\(name)") { text in
                """
                <xml><ToUserName><![CDATA[gh_1]]></ToUserName>
                <FromUserName><![CDATA[user]]></FromUserName>
                <CreateTime>1714037481</CreateTime>
                <MsgType><![CDATA[\(type)]]></MsgType>
                \(before)<\(name)><![CDATA[\(text)]]></\(name)>\(after)
                <MsgId>24578930302211848</MsgId>
                </xml>
                """
            } read: {
                $0[name]
            }
        }

        static func event(_ event: String, _ name: String, in parent: String, after: String = "") -> Field {
            Field(name: "\(event).\(name)") { text in
                """
                <xml><ToUserName><![CDATA[gh_1]]></ToUserName>
                <FromUserName><![CDATA[user]]></FromUserName>
                <CreateTime>1714037481</CreateTime>
                <MsgType><![CDATA[event]]></MsgType>
                <Event><![CDATA[\(event)]]></Event>
                <EventKey><![CDATA[key]]></EventKey>
                <\(parent)><Kind><![CDATA[a]]></Kind><\(name)><![CDATA[\(text)]]></\(name)>\(after)</\(parent)>
                </xml>
                """
            } read: {
                $0.fields.object(parent)?[name]
            }
        }
    }

    static let fields: [Field] = [
        .message("text", "Content"),
        Field(name: "text.Content before all others") { text in
            """
            <xml><Content><![CDATA[\(text)]]></Content><MsgId>24578930302211848</MsgId><MsgType>text</MsgType>
            <CreateTime>1714037481</CreateTime><FromUserName><![CDATA[user]]></FromUserName>
            <ToUserName><![CDATA[gh_1]]></ToUserName></xml>
            """
        } read: {
            $0["Content"]
        },
        .message("voice", "Recognition", before: "<Format><![CDATA[amr]]></Format>"),
        .message("location", "Label", before: "<Scale>15</Scale>"),
        .message("link", "Title", after: "<Description><![CDATA[D]]></Description><Url><![CDATA[U]]></Url>"),
        .message("link", "Description", before: "<Title><![CDATA[T]]></Title>", after: "<Url><![CDATA[U]]></Url>"),
        .message("link", "Url", before: "<Title><![CDATA[T]]></Title><Description><![CDATA[D]]></Description>"),
        .message(
            "event", "EventKey", before: "<Event><![CDATA[SCAN]]></Event>", after: "<Ticket><![CDATA[t]]></Ticket>"),
        .event("scancode_waitmsg", "ScanResult", in: "ScanCodeInfo"),
        .event("location_select", "Label", in: "SendLocationInfo", after: "<Poiname><![CDATA[]]></Poiname>"),
        .event("location_select", "Poiname", in: "SendLocationInfo"),
        .message("hologram", "Remark", after: "<Other><![CDATA[o]]></Other>"),
    ]

    @Test(arguments: fields)
    func anyTextIsReadAsItWasAndEveryOtherFieldToo(field: Field) throws {
        var random = Seeded(state: UInt64(field.name.utf8.count))
        let reader = DocumentReader(.xml, limits: limits)
        let plain = try Push(bytes: Array(field.document("x").utf8), reader)
        let count = plain.fields.children.count
        // Its own name instead of Content's. What is on no list may not hold its own end tag behind a `]]>` and go on
        // with a start tag.
        let name = field.name.split(separator: ".").last.map(String.init) ?? ""
        let isListed = name != "Remark"
        let pieces = Self.pieces.filter { isListed || !$0.contains("Content") }
            .map { $0.replacing("Content", with: name.hasPrefix("Content") ? "Content" : name) }
        for _ in 0..<1_500 {
            let text = Self.text(&random, pieces)
            let push = try Push(bytes: Array(field.document(text).utf8), reader)
            let isExact = field.read(push).map { $0.utf8.elementsEqual(Self.expected(text).utf8) } ?? false
            let isWhole =
                push.kind == plain.kind && push.openID == "user" && push.toUserName == "gh_1"
                && push.createTime == 1_714_037_481 && push.messageID == plain.messageID
                && push.fields.children.count == count
            #expect(isExact && isWhole, "\(text.debugDescription) read as \(field.read(push).debugDescription)")
        }
    }

    /// `swift test` runs a debug build; the limit on size is not what is tested here.
    private var limits: DocumentLimits {
        var limits = DocumentLimits()
        limits.bytes = 1 << 20
        return limits
    }

    @Test func allShortTextsOfMarkupAreReadAsTheyWere() throws {
        let reader = DocumentReader(.xml, limits: DocumentLimits())
        let pieces = ["]", ">", "]]>", "<![CDATA[", "</Content>", "<Content>", "<!--", "a"]
        for length in 1...4 {
            for number in 0..<(0..<length).reduce(1, { product, _ in product * pieces.count }) {
                var rest = number
                var text = ""
                for _ in 0..<length {
                    text += pieces[rest % pieces.count]
                    rest /= pieces.count
                }
                let push = try Push(bytes: Array(Self.fields[0].document(text).utf8), reader)
                #expect(push["Content"] == Self.expected(text) && push.messageID == "24578930302211848", "\(text)")
            }
        }
    }
}

/// A random number generator whose numbers are the same each time (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension [UInt8] {
    /// With `]]>` for each `]]]]><![CDATA[>`.
    fileprivate func joiningSplits() -> [UInt8] {
        let split = Array("]]]]><![CDATA[>".utf8)
        var joined: [UInt8] = []
        var index = 0
        while index < count {
            if self[index...].starts(with: split) {
                joined += Array("]]>".utf8)
                index += split.count
            } else {
                joined.append(self[index])
                index += 1
            }
        }
        return joined
    }
}
