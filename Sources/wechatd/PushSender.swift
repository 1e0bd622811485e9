import Glibc
import Networking
import WeChat

/// Sends pushes with WeChat's header fields and query.
struct PushSender: Sendable {
    /// What came of one push.
    struct Result: Sendable {
        /// The HTTP status; 0 when there was no answer.
        var status: Int
        var milliseconds: Double
        var view: ReplyView
    }

    let url: String
    let account: Account
    let document: PushDocument
    let unixSocket: String?

    /// Sends one push after the other over one connection.
    func send(times: Int) -> [Result] {
        let client = HTTPClient(timeout: 10_000, unixSocket: unixSocket)
        let envelope = PushEnvelope(account)
        return (0..<times).map { _ in send(with: client, envelope) }
    }

    /// The URL with a signature of now, and behind it what else the query has.
    func signedURL(_ more: (_ timestamp: String, _ nonce: String) -> String = { _, _ in "" }) -> String {
        guard let token = account.tokens.first, !account.isCloudHosted else { return url }
        let timestamp = String(time(nil))
        let nonce = String(UInt32.random(in: 100_000_000...UInt32.max))
        let signature = Signature.text(token: token, timestamp: timestamp, nonce: nonce)
        let mark = url.contains("?") ? "&" : "?"
        return "\(url)\(mark)signature=\(signature)&timestamp=\(timestamp)&nonce=\(nonce)\(more(timestamp, nonce))"
    }

    private func send(with client: HTTPClient, _ envelope: PushEnvelope?) -> Result {
        let bytes = document.bytes(now: time(nil))
        let push = try? Push(document: bytes)
        let encrypt = envelope?.encrypt(bytes)
        let url = signedURL { timestamp, nonce in
            let user = push.flatMap { $0.openID.isEmpty ? nil : "&openid=\($0.openID.percentEncoded)" } ?? ""
            guard let envelope, let encrypt else { return user }
            let signature = envelope.signature(encrypt, timestamp: timestamp, nonce: nonce)
            return "\(user)&encrypt_type=aes&msg_signature=\(signature)"
        }
        let fields = push.map { [DocumentField]($0.fields) } ?? []
        let body = encrypt.flatMap { envelope?.body($0, of: fields, in: document.format) } ?? bytes
        let start = MonotonicTime.now()
        let answer = Swift.Result { () throws(HTTPClient.Failure) in
            try client.send(url, headers: headers(of: push), body: body)
        }
        let milliseconds = Double(MonotonicTime.now().nanoseconds - start.nanoseconds) / 1e6
        switch answer {
        case .success(let answer):
            let view = reader(of: push, envelope).view(status: answer.status, body: answer.body)
            return Result(status: answer.status, milliseconds: milliseconds, view: view)
        case .failure(let failure):
            let view = ReplyView(text: failure.description, isAccepted: false)
            return Result(status: 0, milliseconds: milliseconds, view: view)
        }
    }

    private func reader(of push: Push?, _ envelope: PushEnvelope?) -> ReplyReader {
        let rule = push.map { PushCatalogue.replyRule(for: $0) } ?? .message
        var reader = ReplyReader(rule: rule.narrowed(for: account.type), format: document.format, envelope: envelope)
        reader.user = push?.openID ?? ""
        if case .safe = account.mode { reader.isSafe = true }
        return reader
    }

    /// WeChat's own header fields, as captured, and those of cloud hosting.
    private func headers(of push: Push?) -> [String] {
        let headers = [
            "User-Agent: Mozilla/4.0", "Accept: */*", "Pragma: no-cache", "Expect:",
            "Content-Type: \(document.format == .xml ? "text/xml" : "application/json")",
        ]
        guard account.isCloudHosted else { return headers }
        return headers + [
            "x-wx-source: wechatd", "x-wx-openid: \(push?.openID ?? "")", "x-wx-appid: \(account.appID)",
        ]
    }
}
