package import Bytes
package import XML

/// An account's server URL on one loop: proves that a request is WeChat's, opens it, has it handled, and makes the
/// answer's bytes.
///
/// It knows nothing of sockets and clocks: bytes and the time come in, bytes go out. Keep one for each thread.
package final class Endpoint {
    package let account: Account
    /// The account's name in logs.
    package let name: String
    /// Names the account's users in logs.
    package let digest: OpenIDDigest
    private let handlers: HandlerRegistry
    /// What handlers are told beside the push.
    package let context: Context
    private let reader: XMLReader

    package init(_ account: Account, _ handlers: HandlerRegistry, _ shared: Context.Shared, limits: DocumentLimits) {
        self.account = account
        name = account.name
        digest = OpenIDDigest(account.tokens.first ?? Secret(account.appID))
        self.handlers = handlers
        context = Context(shared)
        reader = XMLReader(.wechat, limits: limits)
    }

    /// What WeChat wants to read when the URL is saved: the query's `echostr`, unchanged. `now` is in seconds since
    /// 1970.
    package func handshake(_ query: UnsafeRawBufferPointer, now: Int) throws(Refusal) -> UnsafeRawBufferPointer {
        let query = try SignedQuery(query)
        try verify(query, now)
        guard let echostr = query.echostr else { throw .missingParameter("echostr") }
        guard 1...128 ~= echostr.count, echostr.isOpaque else { throw .malformedParameter("echostr") }
        return echostr
    }

    /// The push in a request, once it is proved to be WeChat's.
    package func open(
        _ query: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer, now: Int
    ) throws(Refusal) -> Push {
        let query = try SignedQuery(query)
        try verify(query, now)
        // The mode is the configuration's to say, never the request's.
        guard query.encryptType.map({ $0.equals("raw") || $0.isEmpty }) ?? true else { throw .encrypted }
        guard !body.isEmpty else { throw .emptyBody }
        return try Push.read(body, with: reader)
    }

    /// The handlers to ask about a push, with the endpoint's `context`.
    package func handlers(for push: Push) -> HandlerQueue { handlers.queue(for: push) }

    /// Appends the answer's bytes to `output`, and says what it is and what was wrong with the reply.
    package func seal(
        _ reply: Reply?, to push: Push, now: Int, into output: inout ByteBuffer
    ) -> (sent: Reply, mistake: ReplyMistake?) {
        let rule = handlers.replyRule(for: push)
        let (reply, mistake) = (reply ?? rule.unanswered).guarded(for: push, rule)
        reply.write(to: &output, answering: push, rule, in: .xml, now: now)
        return (reply, mistake)
    }

    /// The first step of every request, and no way around it.
    private func verify(_ query: SignedQuery, _ now: Int) throws(Refusal) {
        guard let given = query.signature else { throw .missingParameter("signature") }
        guard let timestamp = query.timestamp else { throw .missingParameter("timestamp") }
        guard let nonce = query.nonce else { throw .missingParameter("nonce") }
        // Fixed forms, because the signature is over the three joined, with nothing between.
        guard timestamp.count == 10, let time = timestamp.decimal else { throw .malformedParameter("timestamp") }
        guard 1...128 ~= nonce.count, nonce.isOpaque else { throw .malformedParameter("nonce") }
        guard Signature.isRight(given, token: account.tokens[0], timestamp: timestamp, nonce: nonce) else {
            throw .signatureDiffers
        }
        guard now - time <= account.replayWindow else { throw .timestampTooOld(seconds: now - time) }
        guard time - now <= account.replayWindow else { throw .timestampInFuture(seconds: time - now) }
    }
}

extension Push {
    /// Reads the document of a push.
    static func read(_ body: UnsafeRawBufferPointer, with reader: XMLReader) throws(Refusal) -> Push {
        do {
            return Push(try reader.read(body))
        } catch {
            throw .document(error)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether there are only letters, digits, `-` and `_`.
    fileprivate var isOpaque: Bool {
        allSatisfy {
            $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
    }

    /// The number that the decimal digits make; nil when there is anything else.
    fileprivate var decimal: Int? {
        var number = 0
        for byte in self {
            guard byte &- 0x30 < 10 else { return nil }
            number = number * 10 + Int(byte &- 0x30)
        }
        return number
    }
}
