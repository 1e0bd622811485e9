import Bytes
import Glibc
import WeChat

/// A push in compatible or safe mode as WeChat sends it, with parts to be made wrong.
package struct SealedPush {
    /// The key of the accounts in tests.
    package static let key = "Q3dXb0ZkUzVtY0JhN2xKcTl0WXhSdkh6TmVJZ1BrTGk"

    package var message: String
    package var key = SealedPush.key
    package var receiver = "wx1"
    package var token = WeChatRequest.token
    package var timestamp: Int = time(nil)
    package var nonce = String(UInt32.random(in: 0...UInt32.max))
    package var isJSON = false
    /// What stands in clear beside the `Encrypt`, in compatible mode.
    package var clear = ""
    /// What stands for the `Encrypt` in the body, after it was signed.
    package var altered: String?

    package init(_ message: String) {
        self.message = message
    }

    /// The message sealed.
    package var encrypt: String {
        var output = ByteBuffer()
        guard let key = EncodingAESKey(key) else { fatalError("a key of the tests is none") }
        let cipher = MessageCipher(key, receiver: receiver)
        Array(message.utf8).withUnsafeBytes { cipher.seal($0, into: &output) }
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// The query and the body.
    package var request: (query: String, body: String) { request(encrypt) }

    /// The same with an `Encrypt` that was made elsewhere.
    package func request(_ encrypt: String) -> (query: String, body: String) {
        let signature = Signature.text(token: Secret(token), timestamp: "\(timestamp)", nonce: nonce)
        let query =
            "signature=\(signature)&timestamp=\(timestamp)&nonce=\(nonce)&encrypt_type=aes"
            + "&msg_signature=\(Self.signature(encrypt, token, "\(timestamp)", nonce))"
        let sent = altered ?? encrypt
        let body =
            isJSON
            ? "{\"ToUserName\":\"gh_account\",\(clear)\"Encrypt\":\"\(sent)\"}"
            : "<xml>\n    <ToUserName><![CDATA[gh_account]]></ToUserName>\n    \(clear)<Encrypt><![CDATA[\(sent)]]></Encrypt>\n</xml>"
        return (query, body)
    }

    /// The `msg_signature` over an `Encrypt`.
    package static func signature(_ encrypt: String, _ token: String, _ timestamp: String, _ nonce: String) -> String {
        Array(encrypt.utf8).withUnsafeBytes { encrypt in
            Array(timestamp.utf8).withUnsafeBytes { timestamp in
                Array(nonce.utf8).withUnsafeBytes { nonce in
                    Signature.text(token: Secret(token), timestamp: timestamp, nonce: nonce, encrypt: encrypt)
                }
            }
        }
    }
}
