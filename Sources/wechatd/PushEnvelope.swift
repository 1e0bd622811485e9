import Bytes
import WeChat

/// The envelopes of compatible and safe mode from WeChat's side: pushes go in, replies come out. Keep one for each thread.
final class PushEnvelope {
    private let cipher: MessageCipher
    private let token: Secret
    private let showsClear: Bool

    /// The envelopes of an account; nil in plaintext mode.
    init?(_ account: Account) {
        guard let keys = account.mode.keys, let token = account.tokens.first else { return nil }
        cipher = MessageCipher(keys.current, receiver: account.appID)
        self.token = token
        if case .compatible = account.mode { showsClear = true } else { showsClear = false }
    }

    /// The `Encrypt` of a document.
    func encrypt(_ document: [UInt8]) -> String {
        var output = ByteBuffer()
        document.withUnsafeBytes { cipher.seal($0, into: &output) }
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// The body of a push: in compatible mode all fields in clear as well, in safe mode the one that says whom it is for.
    func body(_ encrypt: String, of fields: [DocumentField], in format: WireFormat) -> [UInt8] {
        let address = ["ToUserName", "AppId"].lazy.compactMap { name in fields.first { $0.name == name } }.first
        let clear = showsClear ? fields : address.map { [$0] } ?? []
        let envelope = clear + [DocumentField("Encrypt", encrypt)]
        return Array((format == .xml ? envelope.xml(asEnvelope: true) : envelope.json(.wire)).utf8)
    }

    /// The `msg_signature` over an `Encrypt`.
    func signature(_ encrypt: String, timestamp: String, nonce: String) -> String {
        let parts = [timestamp, nonce, encrypt].map { Array($0.utf8) }
        return parts[0].withUnsafeBytes { timestamp in
            parts[1].withUnsafeBytes { nonce in
                parts[2].withUnsafeBytes {
                    Signature.text(token: token, timestamp: timestamp, nonce: nonce, encrypt: $0)
                }
            }
        }
    }

    /// The document in the envelope of a reply.
    func open(_ reply: Fields) throws(ReplyFault) -> [UInt8] {
        let encrypt = reply["Encrypt"] ?? ""
        let right = signature(encrypt, timestamp: reply["TimeStamp"] ?? "", nonce: reply["Nonce"] ?? "")
        guard reply["MsgSignature"] == right else { throw ReplyFault("its MsgSignature differs") }
        do {
            return try Array(encrypt.utf8).withUnsafeBytes { encrypt in
                Result { () throws(EnvelopeError) in Array(try cipher.open(encrypt)) }
            }.get()
        } catch {
            throw ReplyFault("its Encrypt does not open under this key and AppID (\(error.label.name))")
        }
    }
}
