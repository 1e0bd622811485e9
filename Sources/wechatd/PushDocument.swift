import Bytes

/// The document that `push` sends: a kind's, or a captured one, with fields set.
struct PushDocument {
    private let template: String
    private let isFresh: Bool
    private let settings: [(name: String, value: String)]

    /// The document of a kind, or what the file holds; nil when `source` is neither.
    init?(_ source: String, settings: [(name: String, value: String)]) {
        self.settings = settings
        if let fields = PushTemplates.fields.first(where: { $0.kind == source })?.fields {
            let isMessage = PushTemplates.messages.contains(source)
            let type =
                isMessage
                ? "<MsgType><![CDATA[\(source)]]></MsgType>"
                : "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[\(source)]]></Event>"
            template = """
                <xml><ToUserName><![CDATA[gh_2f7a1c9d84be]]></ToUserName>
                <FromUserName><![CDATA[oK9xD5w_3vTz0Qm1pLr8sYbN2eUc]]></FromUserName>
                <CreateTime></CreateTime>
                \(type)
                \(fields)\(isMessage ? "\n<MsgId></MsgId>" : "")
                </xml>
                """
            isFresh = true
        } else if let contents = [UInt8](contentsOf: source) {
            template = String(decoding: contents, as: UTF8.self)
            isFresh = false
        } else {
            return nil
        }
    }

    /// The document of one push. A kind's gets the present time and an id of its own; a file's is sent as it is.
    func text(now: Int) -> String {
        var text = template
        if isFresh {
            text = text.replacing("<CreateTime></", with: "<CreateTime>\(now)</")
            text = text.replacing(
                "<MsgId></", with: "<MsgId>\(UInt64.random(in: 20_000_000_000_000_000..<30_000_000_000_000_000))</")
        }
        for (name, value) in settings { text = Self.setting(name, to: value, in: text) }
        return text
    }

    /// Puts a value where the field's is, as WeChat does: raw between `<![CDATA[` and `]]>`, whatever it holds. Looks for
    /// scalars, not characters: a mark that comes first in a value would melt with the `>` before it.
    private static func setting(_ name: String, to value: String, in text: String) -> String {
        let isNumber = !value.isEmpty && value.allSatisfy { $0.isASCII && $0.isNumber }
        let field = isNumber ? "<\(name)>\(value)</\(name)>" : "<\(name)><![CDATA[\(value)]]></\(name)>"
        var scalars = text.unicodeScalars
        if let start = scalars.firstRange(of: "<\(name)>".unicodeScalars),
            let end = scalars.ranges(of: "</\(name)>".unicodeScalars).last, start.upperBound <= end.lowerBound
        {
            scalars.replaceSubrange(start.lowerBound..<end.upperBound, with: field.unicodeScalars)
        } else if let end = scalars.ranges(of: "</xml>".unicodeScalars).last {
            scalars.insert(contentsOf: "\(field)\n".unicodeScalars, at: end.lowerBound)
        }
        return String(scalars)
    }
}
