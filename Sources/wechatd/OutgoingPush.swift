import Glibc
import WeChat

/// One push of an account: a document, whatever is made of it for each delivery.
struct OutgoingPush {
    /// What goes over the wire.
    struct Request: Sendable {
        var url: String
        var headers: [String]
        var body: [UInt8]
    }

    /// What WeChat takes for an answer.
    let rule: ReplyRule
    private let sender: PushSender
    private let document: [UInt8]
    /// Nil when the document is none that can be read. It is sent all the same.
    private let push: Push?
    private let envelope: PushEnvelope?

    /// A push of now.
    init(_ sender: PushSender, _ envelope: PushEnvelope?) {
        self.sender = sender
        self.envelope = envelope
        document = sender.document.bytes(now: time(nil))
        let push = try? Push(document: document)
        self.push = push
        rule = (push.map { PushCatalogue.replyRule(for: $0) } ?? .message).narrowed(for: sender.account.type)
    }

    /// A request that carries it, signed with the present time and sealed anew.
    func request() -> Request {
        let encrypt = envelope?.encrypt(document)
        let url = sender.signedURL { timestamp, nonce in
            let user = push.flatMap { $0.openID.isEmpty ? nil : "&openid=\($0.openID.percentEncoded)" } ?? ""
            guard let envelope, let encrypt else { return user }
            let signature = envelope.signature(encrypt, timestamp: timestamp, nonce: nonce)
            return "\(user)&encrypt_type=aes&msg_signature=\(signature)"
        }
        let fields = push.map { [DocumentField]($0.fields) } ?? []
        let sealed = encrypt.flatMap { envelope?.body($0, of: fields, in: sender.document.format) }
        return Request(url: url, headers: headers, body: sealed ?? document)
    }

    /// What reads its answer.
    var reader: ReplyReader {
        var reader = ReplyReader(rule: rule, format: sender.document.format, envelope: envelope)
        reader.user = push?.openID ?? ""
        if case .safe = sender.account.mode { reader.isSafe = true }
        return reader
    }

    /// WeChat's own header fields, as captured, and those of cloud hosting.
    private var headers: [String] {
        let headers = [
            "User-Agent: Mozilla/4.0", "Accept: */*", "Pragma: no-cache", "Expect:",
            "Content-Type: \(sender.document.format == .xml ? "text/xml" : "application/json")",
        ]
        guard sender.account.isCloudHosted else { return headers }
        return headers + [
            "x-wx-source: wechatd", "x-wx-openid: \(push?.openID ?? "")", "x-wx-appid: \(sender.account.appID)",
        ]
    }
}
