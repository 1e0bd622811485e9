import COpenSSL

/// HMAC-SHA-256: how WeChat signs what a player of a mini game has paid for.
enum HMAC {
    /// Whether `signature` is the right one, in a time that does not depend on how wrong it is.
    static func isRight(_ signature: String, of text: String, key: Secret) -> Bool {
        let given = Array(signature.utf8)
        let right = Array(sha256(of: text, key: key).utf8)
        return given.count == right.count && CRYPTO_memcmp(right, given, right.count) == 0
    }

    /// The signature in sixty-four lower-case hexadecimal digits.
    static func sha256(of text: String, key: Secret) -> String {
        let text = Array(text.utf8)
        var digest = [UInt8](repeating: 0, count: 32)
        let made = EVP_Q_mac(
            nil, "HMAC", nil, "SHA256", nil, key.bytes, key.count, text, text.count, &digest, digest.count, nil)
        // Digits of a digest that was not made would be a signature that everybody knows.
        precondition(made != nil, "OpenSSL has no HMAC-SHA-256")
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
