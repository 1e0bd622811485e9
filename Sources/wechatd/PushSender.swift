import Glibc
import Networking
import WeChat

/// Sends pushes with WeChat's header fields and query.
struct PushSender: Sendable {
    /// What came of one delivery.
    struct Result: Sendable {
        /// The HTTP status; nil when there was no answer.
        var status: Int?
        var milliseconds: Double
        /// What the user sees of the answer, or why there was none.
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
        return (0..<times).map { _ in
            let push = OutgoingPush(self, envelope)
            return send(push.request(), of: push, with: client)
        }
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

    private func send(_ request: OutgoingPush.Request, of push: OutgoingPush, with client: HTTPClient) -> Result {
        let start = MonotonicTime.now()
        let answer = Swift.Result { () throws(HTTPClient.Failure) in
            try client.send(request.url, headers: request.headers, body: request.body)
        }
        let milliseconds = Double(MonotonicTime.now().nanoseconds - start.nanoseconds) / 1e6
        switch answer {
        case .success(let answer):
            let view = push.reader.view(status: answer.status, body: answer.body)
            return Result(status: answer.status, milliseconds: milliseconds, view: view)
        case .failure(let failure):
            let view = ReplyView(text: failure.description, isAccepted: false)
            return Result(status: nil, milliseconds: milliseconds, view: view)
        }
    }
}

/// As WeChat's server does it.
extension PushSender {
    /// How WeChat delivers a push.
    struct Manner: Sendable {
        /// After how many milliseconds it hangs up; nil for as long as it waits for the push's kind.
        var patience: Int?
        /// Whether a retry is the very request again, with the old timestamp and nonce.
        var repeatsNonce = false
    }

    /// Delivers one push until it is answered or given up, and calls `report` after each delivery with its number.
    ///
    /// What the user sees in the end.
    func deliver(_ manner: Manner, _ report: (_ number: Int, Result) -> Void) -> ReplyView {
        let push = OutgoingPush(self, PushEnvelope(account))
        var deliveries = WeChatDeliveries(rule: push.rule)
        var request = push.request()
        while true {
            // A client for each, because WeChat comes over a connection of its own each time.
            let client = HTTPClient(timeout: manner.patience ?? push.rule.patience, unixSocket: unixSocket)
            let result = send(request, of: push, with: client)
            let step = deliveries.next(after: result)
            report(deliveries.count, result)
            switch step {
            case .deliver: if !manner.repeatsNonce { request = push.request() }
            case .end(let view): return view
            }
        }
    }
}
