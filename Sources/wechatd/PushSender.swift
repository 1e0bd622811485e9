import Glibc
import Networking
import WeChat

/// Sends pushes with WeChat's headers and query.
struct PushSender: Sendable {
    /// What came of one push.
    struct Result: Sendable {
        /// The HTTP status; 0 when there was no answer.
        var status: Int
        var milliseconds: Double
        var view: ReplyView
    }

    let url: String
    let token: Secret
    let document: PushDocument
    let unixSocket: String?

    /// WeChat's own headers, as captured.
    private static let headers = [
        "User-Agent: Mozilla/4.0", "Accept: */*", "Pragma: no-cache", "Content-Type: text/xml", "Expect:",
    ]

    /// Sends one push after the other over one connection.
    func send(times: Int) -> [Result] {
        let client = HTTPClient(timeout: 10_000, unixSocket: unixSocket)
        return (0..<times).map { _ in send(with: client) }
    }

    /// The URL with a signature of now.
    func signedURL(user: String? = nil) -> String {
        let timestamp = String(time(nil))
        let nonce = String(UInt32.random(in: 100_000_000...UInt32.max))
        let signature = Signature.text(token: token, timestamp: timestamp, nonce: nonce)
        let openID = user.map { "&openid=\($0.percentEncoded)" } ?? ""
        let mark = url.contains("?") ? "&" : "?"
        return "\(url)\(mark)signature=\(signature)&timestamp=\(timestamp)&nonce=\(nonce)\(openID)"
    }

    private func send(with client: HTTPClient) -> Result {
        let body = Array(document.text(now: time(nil)).utf8)
        let user = (try? Fields(document: body))?.trimmed("FromUserName") ?? ""
        let start = MonotonicTime.now()
        let answer = Swift.Result { () throws(HTTPClient.Failure) in
            try client.send(
                signedURL(user: user.isEmpty ? nil : user), headers: Self.headers, body: body)
        }
        let milliseconds = Double(MonotonicTime.now().nanoseconds - start.nanoseconds) / 1e6
        switch answer {
        case .success(let answer):
            let view = ReplyView(status: answer.status, body: answer.body, user: user)
            return Result(status: answer.status, milliseconds: milliseconds, view: view)
        case .failure(let failure):
            return Result(status: 0, milliseconds: milliseconds, view: ReplyView(fault: failure.description))
        }
    }
}
