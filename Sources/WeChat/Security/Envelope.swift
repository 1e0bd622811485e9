import Bytes
import XML

/// How a push came, and so how its answer goes.
package struct Envelope: Sendable {
    /// How it was written.
    package let format: WireFormat
    /// What it was encrypted with; nil when it came in clear.
    let lock: Lock?

    /// The account's token and its key, by their numbers.
    struct Lock: Sendable {
        let token: Int
        let key: Int
    }
}

/// A push that is proved to be WeChat's.
package struct Opened: ~Copyable {
    package let push: Push
    package let envelope: Envelope
    /// It as it was written, in clear. Valid until the endpoint opens another, and as long as the request.
    package let document: UnsafeRawBufferPointer
    /// What its timestamp and nonce were used for; nil where they need not be watched.
    package let use: PairUse?

    init(_ push: Push, _ document: UnsafeRawBufferPointer, _ envelope: Envelope, use: PairUse? = nil) {
        self.push = push
        self.document = document
        self.envelope = envelope
        self.use = use
    }
}

/// Opens the envelopes of compatible and safe mode, and puts answers into theirs. Keep one for each thread.
///
/// What comes is `Encrypt`, with `msg_signature` in the query; what goes is `Encrypt`, `MsgSignature`, `TimeStamp` and
/// `Nonce`. (Protocol: 消息加解密 in the message push guide.)
final class EnvelopeBox {
    private let tokens: [Secret]
    private let ciphers: [MessageCipher]
    // Used in one function, so not checked for exclusive access.
    @exclusivity(unchecked) private var encrypt = ByteBuffer()
    @exclusivity(unchecked) private var numbers = ByteBuffer()

    /// A box for what is encrypted for `receiver`.
    init(_ keys: EncodingAESKeys, tokens: [Secret], receiver: String) {
        self.tokens = tokens
        ciphers = keys.all.map { MessageCipher($0, receiver: receiver) }
    }

    /// The message in the envelope, read by `reader`.
    func open(
        _ tree: ElementTree, _ query: SignedQuery, with reader: DocumentReader
    ) throws(Refusal) -> Opened {
        guard let place = Fields(tree: tree, index: 0).find("Encrypt") else { throw .notEncrypted }
        return try tree.withText(of: place) { encrypt in
            Result { () throws(Refusal) in
                // In constant time and before anything is decrypted: who has no token learns nothing.
                let token = try token(of: query, encrypt)
                return try open(encrypt, token: token, with: reader)
            }
        }.get()
    }

    private func token(of query: SignedQuery, _ encrypt: UnsafeRawBufferPointer) throws(Refusal) -> Int {
        guard let given = query.messageSignature else { throw .missingParameter("msg_signature") }
        guard let timestamp = query.timestamp, let nonce = query.nonce else { throw .missingParameter("nonce") }
        let number = tokens.firstIndex {
            Signature.isRight(given, token: $0, timestamp: timestamp, nonce: nonce, encrypt: encrypt)
        }
        if let number { return number }
        func isSigned(_ signature: UnsafeRawBufferPointer) -> Bool {
            tokens.contains { Signature.isRight(signature, token: $0, timestamp: timestamp, nonce: nonce) }
        }
        if isSigned(given) { throw .signatureForMessage }
        throw query.signature.map(isSigned) ?? false ? .messageAltered : .signatureDiffers
    }

    /// Under the previous key only when the current one does not open it.
    private func open(
        _ encrypt: UnsafeRawBufferPointer, token: Int, with reader: DocumentReader
    ) throws(Refusal) -> Opened {
        var failure: EnvelopeError?
        for (key, cipher) in ciphers.enumerated() {
            do throws(EnvelopeError) {
                let message = try cipher.open(encrypt)
                return try Self.read(message, .init(token: token, key: key), with: reader)
            } catch {
                // What is wrong under the current key is what the operator must know.
                failure = failure ?? error
            }
        }
        throw .envelope(failure ?? .wrongPadding)
    }

    /// What is no document is one more way in which an envelope does not open: whoever made it must not be told that it
    /// did.
    private static func read(
        _ message: UnsafeRawBufferPointer, _ lock: Envelope.Lock, with reader: DocumentReader
    ) throws(EnvelopeError) -> Opened {
        do throws(Refusal) {
            let format = try reader.format(of: message)
            return Opened(Push(try reader.read(message, format)), message, Envelope(format: format, lock: lock))
        } catch {
            throw .message(error.reason)
        }
    }

    /// Appends the envelope of a message. `now` is in seconds since 1970.
    func seal(
        _ message: UnsafeRawBufferPointer, _ lock: Envelope.Lock, in format: WireFormat, now: Int,
        into output: inout ByteBuffer
    ) {
        encrypt.removeAll()
        numbers.removeAll()
        ciphers[lock.key].seal(message, into: &encrypt)
        numbers.append(decimal: now)
        let length = numbers.count
        // An envelope has a signature of its own, so a nonce of its own.
        numbers.append(decimal: Int(ciphers[lock.key].number()))
        let timestamp = UnsafeRawBufferPointer(numbers.bytes).view(0..<length)
        let nonce = UnsafeRawBufferPointer(numbers.bytes).view(length..<numbers.count)
        let text = UnsafeRawBufferPointer(encrypt.bytes)
        let signature = Signature.text(token: tokens[lock.token], timestamp: timestamp, nonce: nonce, encrypt: text)
        switch format {
        case .xml:
            output.append("<xml><Encrypt><![CDATA[")
            output.append(text)
            output.append("]]></Encrypt><MsgSignature><![CDATA[")
            output.append(string: signature)
            output.append("]]></MsgSignature><TimeStamp>")
            output.append(timestamp)
            output.append("</TimeStamp><Nonce><![CDATA[")
            output.append(nonce)
            output.append("]]></Nonce></xml>")
        case .json:
            output.append("{\"Encrypt\":\"")
            output.append(text)
            output.append("\",\"MsgSignature\":\"")
            output.append(string: signature)
            output.append("\",\"TimeStamp\":")
            output.append(timestamp)
            output.append(",\"Nonce\":\"")
            output.append(nonce)
            output.append("\"}")
        }
    }
}
