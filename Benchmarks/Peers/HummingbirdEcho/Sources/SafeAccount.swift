import Crypto
import CryptoExtras
import Foundation
import Hummingbird

/// An account in safe mode.
struct SafeAccount: Account {
    private static let blockSize = 32
    /// The random bytes and the length, in front of a message.
    private static let headSize = 20

    private let token: String
    private let appID: Data
    private let key: SymmetricKey
    private let vector: AES._CBC.IV

    init(token: String, encodingAESKey: String, appID: String) throws {
        guard let key = Data(base64Encoded: encodingAESKey + "="), key.count == 32 else {
            fatalError("ENCODING_AES_KEY is none")
        }
        self.token = token
        self.appID = Data(appID.utf8)
        self.key = SymmetricKey(data: key)
        vector = try AES._CBC.IV(ivBytes: key.prefix(16))
    }

    func answer(_ query: Parameters, _ body: Data) throws -> String {
        let (time, nonce) = (try query.require("timestamp"), try query.require("nonce"))
        let encrypt = try Fields(body)["Encrypt"]
        let expected = signature([token, time, nonce, encrypt])
        guard try query.require("msg_signature") == expected else { throw HTTPError(.forbidden) }
        let reply = try seal(echo(open(encrypt)))
        let now = String(Int(Date().timeIntervalSince1970))
        return """
            <xml><Encrypt><![CDATA[\(reply)]]></Encrypt>\
            <MsgSignature><![CDATA[\(signature([token, now, nonce, reply]))]]></MsgSignature>\
            <TimeStamp>\(now)</TimeStamp><Nonce><![CDATA[\(nonce)]]></Nonce></xml>
            """
    }

    private func open(_ encrypt: String) throws -> Data {
        guard let sealed = Data(base64Encoded: encrypt), !sealed.isEmpty, sealed.count % Self.blockSize == 0 else {
            throw HTTPError(.forbidden)
        }
        let plain = try AES._CBC.decrypt(sealed, using: key, iv: vector, noPadding: true)
        let end = plain.count - Int(plain[plain.count - 1])
        guard end >= max(Self.headSize, plain.count - Self.blockSize) else { throw HTTPError(.forbidden) }
        let length = plain[16..<Self.headSize].reduce(0) { $0 << 8 | Int($1) }
        guard length <= end - Self.headSize, plain[Self.headSize + length..<end] == appID else {
            throw HTTPError(.forbidden)
        }
        return plain[Self.headSize..<Self.headSize + length]
    }

    private func seal(_ message: String) throws -> String {
        var plain = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }  // sixteen random bytes
        withUnsafeBytes(of: UInt32(message.utf8.count).bigEndian) { plain.append(contentsOf: $0) }
        plain.append(contentsOf: message.utf8)
        plain.append(appID)
        let padding = Self.blockSize - plain.count % Self.blockSize
        plain.append(contentsOf: repeatElement(UInt8(padding), count: padding))
        return try AES._CBC.encrypt(plain, using: key, iv: vector, noPadding: true).base64EncodedString()
    }
}
