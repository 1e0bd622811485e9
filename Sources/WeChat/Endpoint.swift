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
    private let tokens: [Secret]
    let handlers: HandlerRegistry
    /// What handlers are told beside the push.
    package let context: Context
    private let reader: DocumentReader
    private let box: EnvelopeBox?
    /// Where an answer is written that goes into an envelope. Used in one function, so not checked for exclusive access.
    @exclusivity(unchecked) private var clear = ByteBuffer()

    package init(_ account: Account, _ handlers: HandlerRegistry, _ shared: Context.Shared, limits: DocumentLimits) {
        self.account = account
        name = account.name
        tokens = account.tokens
        digest = OpenIDDigest(account.tokens.first ?? Secret(account.appID))
        self.handlers = handlers
        context = Context(shared)
        reader = DocumentReader(account.format, limits: limits)
        box = account.mode.keys.map { EnvelopeBox($0, tokens: account.tokens, receiver: account.appID) }
    }

    /// What WeChat wants to read when the URL is saved: the query's `echostr`, unchanged, in every mode. `now` is in
    /// seconds since 1970.
    package func handshake(
        _ query: UnsafeRawBufferPointer, now: Int
    ) throws(Refusal) -> (echo: UnsafeRawBufferPointer, use: PairUse) {
        let query = try SignedQuery(query)
        let use = try verify(query, UnsafeRawBufferPointer.none, now)
        guard let echostr = query.echostr else { throw .missingParameter("echostr") }
        guard 1...128 ~= echostr.count, echostr.isOpaque else { throw .malformedParameter("echostr") }
        return (echostr, use)
    }

    /// Proves a request to be WeChat's, and opens it; nil when cloud hosting only asks whether the path is there. `cloud`
    /// is what the header fields say of cloud hosting.
    package func open(
        _ query: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer, from cloud: CloudHosting? = nil, now: Int
    ) throws(Refusal) -> Opened? {
        let query = try SignedQuery(query)
        // Which way a push must come is the configuration's to say, never the request's.
        if account.isCloudHosted, query.signature == nil { return try openUnsigned(body, from: cloud) }
        if let box { return try openSealed(query, body, with: box, now) }
        let use = try verify(query, body, now)
        guard query.encryptType.map({ $0.equals("raw") || $0.isEmpty }) ?? true else { throw .encrypted }
        let format = try reader.format(of: body)
        return Opened(Push(try reader.read(body, format)), body, Envelope(format: format, lock: nil), use: use)
    }

    /// Reads a push again that was opened before, and kept in clear.
    package func reopen(_ document: UnsafeRawBufferPointer) throws(Refusal) -> Opened {
        let format = try reader.format(of: document)
        return Opened(Push(try reader.read(document, format)), document, Envelope(format: format, lock: nil))
    }

    /// Compatible and safe mode. What is in clear beside the `Encrypt` is covered by no signature, and not looked at.
    private func openSealed(
        _ query: SignedQuery, _ body: UnsafeRawBufferPointer, with box: EnvelopeBox, _ now: Int
    ) throws(Refusal) -> Opened {
        try checkTime(query, now)
        guard query.encryptType?.equals("aes") ?? false else { throw .notEncrypted }
        return try box.open(try reader.read(body, reader.format(of: body)), query, with: reader)
    }

    /// The network vouches for a push through cloud hosting.
    private func openUnsigned(
        _ body: UnsafeRawBufferPointer, from cloud: CloudHosting?
    ) throws(Refusal) -> Opened? {
        let probe: StaticString = "CheckContainerPath"
        if body.trimmed().equals(probe) { return nil }
        let format = try reader.format(of: body)
        let tree = try reader.read(body, format)
        if let action = tree.child(of: 0, "action"), tree.withText(of: action, { $0.trimmed().equals(probe) }) {
            return nil
        }
        guard cloud != nil else { throw .missingParameter("signature") }
        return Opened(Push(tree), body, Envelope(format: format, lock: nil))
    }

    /// The handlers to ask about a push, with the endpoint's `context`.
    package func handlers(for push: Push) -> HandlerQueue { handlers.queue(for: push) }

    /// What WeChat takes for an answer to a push.
    func replyRule(for push: Push) -> ReplyRule {
        handlers.replyRule(for: push).narrowed(for: account.type)
    }

    /// How long WeChat waits for the answer to a push, in milliseconds.
    package func patience(with push: Push) -> Int { replyRule(for: push).patience }

    /// What is answered when no handler is done in time: a code that makes WeChat ask again, where there is one.
    package func overdueReply(to push: Push) -> Reply? { replyRule(for: push).failure }

    /// What is answered when a handler has thrown: a code that makes WeChat ask again, or a word to the user.
    package func apology(for push: Push) -> Reply? {
        let rule = replyRule(for: push)
        return rule.failure ?? (rule == .message ? account.apology.map { .text($0) } : nil)
    }

    /// An answer as it was sent.
    package struct Sealed {
        /// The reply that it holds.
        package let sent: Reply
        /// What was wrong with the one that was wanted.
        package let mistake: ReplyMistake?
        /// How the bytes are written; nil for a word or nothing.
        package let format: WireFormat?
    }

    /// Appends the answer's bytes to `output`: in an envelope exactly when WeChat wants it there.
    package func seal(
        _ reply: Reply?, to push: Push, in envelope: Envelope, now: Int, into output: inout ByteBuffer
    ) -> Sealed {
        let rule = replyRule(for: push)
        let (reply, mistake) = reply.map { $0.guarded(for: push, rule) } ?? rule.unanswered(push)
        guard reply.isDocument else {
            reply.write(to: &output, answering: push, rule, in: envelope.format, now: now)
            return Sealed(sent: reply, mistake: mistake, format: nil)
        }
        if let box, let lock = envelope.lock, rule.isSealed {
            clear.removeAll()
            reply.write(to: &clear, answering: push, rule, in: envelope.format, now: now)
            box.seal(UnsafeRawBufferPointer(clear.bytes), lock, in: envelope.format, now: now, into: &output)
        } else {
            reply.write(to: &output, answering: push, rule, in: envelope.format, now: now)
        }
        return Sealed(sent: reply, mistake: mistake, format: envelope.format)
    }
}

/// The first steps of every request.
extension Endpoint {
    /// Whether `signature` is right, and for what its timestamp and nonce are used: it does not cover the body.
    private func verify(
        _ query: SignedQuery, _ body: UnsafeRawBufferPointer, _ now: Int
    ) throws(Refusal) -> PairUse {
        guard let given = query.signature else { throw .missingParameter("signature") }
        let (timestamp, nonce, time) = try pair(of: query)
        guard isSigned(given, timestamp, nonce) else { throw .signatureDiffers }
        try check(time, now)
        return PairUse(signature: given, body: body)
    }

    private func isSigned(
        _ signature: UnsafeRawBufferPointer, _ timestamp: UnsafeRawBufferPointer, _ nonce: UnsafeRawBufferPointer
    ) -> Bool {
        for token in tokens where Signature.isRight(signature, token: token, timestamp: timestamp, nonce: nonce) {
            return true
        }
        return false
    }

    private func checkTime(_ query: SignedQuery, _ now: Int) throws(Refusal) {
        try check(try pair(of: query).time, now)
    }

    private func pair(
        of query: SignedQuery
    ) throws(Refusal) -> (timestamp: UnsafeRawBufferPointer, nonce: UnsafeRawBufferPointer, time: Int) {
        guard let timestamp = query.timestamp else { throw .missingParameter("timestamp") }
        guard let nonce = query.nonce else { throw .missingParameter("nonce") }
        // Fixed forms, because the signature is over the parts joined, with nothing between.
        guard timestamp.count == 10, let time = timestamp.decimal else { throw .malformedParameter("timestamp") }
        guard 1...128 ~= nonce.count, nonce.isOpaque else { throw .malformedParameter("nonce") }
        return (timestamp, nonce, time)
    }

    private func check(_ time: Int, _ now: Int) throws(Refusal) {
        guard now - time <= account.replayWindow else { throw .timestampTooOld(seconds: now - time) }
        guard time - now <= account.replayWindow else { throw .timestampInFuture(seconds: time - now) }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether there are only letters, digits, `-` and `_`.
    fileprivate var isOpaque: Bool {
        allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
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
