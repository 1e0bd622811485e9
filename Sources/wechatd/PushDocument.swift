import ArgumentParser
import Bytes
import WeChat
import XML

/// The document that `push` sends: a kind's, or a captured one, with fields set.
struct PushDocument: Sendable {
    private enum Content {
        /// What stands between the fields that every push has.
        case example(Kind, [DocumentField])
        case fields([DocumentField])
        case captured([UInt8])
    }

    /// How it is written.
    let format: WireFormat
    private let content: Content
    private let account: Account
    private let settings: [(name: String, value: String)]

    /// The document of a kind for the account, or what a file holds.
    init(_ source: String, for account: Account, settings: [(name: String, value: String)]) throws {
        self.account = account
        self.settings = settings
        if let entry = PushCatalogue.entry(named: source) {
            format = account.format ?? .xml
            content = .example(entry.kind, try Self.example(of: entry.type))
        } else if let contents = [UInt8](contentsOf: source) {
            format = contents.withUnsafeBytes { WireFormat(of: $0) }
            content = settings.isEmpty ? .captured(contents) : .fields(try Self.fields(of: contents, source))
        } else {
            throw ValidationError("\(source): expected a kind (wechatd kinds lists them) or a readable file")
        }
    }

    /// The document of one push. A kind's gets the present time and an id of its own; a file's is sent as it is.
    func bytes(now: Int) -> [UInt8] {
        var fields: [DocumentField]
        switch content {
        case .captured(let bytes): return bytes
        case .fields(let captured): fields = captured
        case .example(let kind, let example): fields = Self.fields(of: kind, example, account, now: now)
        }
        for (name, value) in settings { fields.set(name, to: value) }
        return Array((format == .xml ? fields.xml() : fields.json(.wire)).utf8)
    }

    private static func example(of type: any PushType.Type) throws -> [DocumentField] {
        type.example.isEmpty ? [] : [DocumentField](try Fields(document: Array("<xml>\(type.example)</xml>".utf8)))
    }

    private static func fields(of contents: [UInt8], _ file: String) throws -> [DocumentField] {
        do {
            return [DocumentField](try Fields(document: contents))
        } catch {
            throw ValidationError("--set: \(file) is not a push: \(error.reason)")
        }
    }

    /// The example between the fields that every push of its category has, unless it has some of them itself.
    static func fields(
        of kind: Kind, _ example: [DocumentField], _ account: Account, now: Int
    ) -> [DocumentField] {
        let addresses = [("ToUserName", "gh_2f7a1c9d84be"), ("FromUserName", "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")]
        let time = [("CreateTime", "\(now)")]
        let head =
            switch kind.category {
            case .message: addresses + time + [("MsgType", kind.name)]
            case .event: addresses + time + [("MsgType", "event"), ("Event", kind.name)]
            case .platform: [("AppId", account.appID)] + time + [("InfoType", kind.name)]
            }
        let id = UInt64.random(in: 20_000_000_000_000_000..<30_000_000_000_000_000)
        let fields = head.map { DocumentField($0, $1) }.filter { field in !example.contains { $0.name == field.name } }
        return fields + example + (kind.category == .message ? [DocumentField("MsgId", "\(id)")] : [])
    }
}
