import Bytes

/// The call that gets an access token: `/cgi-bin/stable_token`, which gives everybody who asks the same one until it is
/// nearly over, so that an account's programs do not make each other's tokens void.
package enum StableToken {
    /// What is sent. With `force` WeChat makes a new token, and the one before it void; twenty times a day.
    package static func request(appID: String, secret: Secret, force: Bool) -> [UInt8] {
        var output = ByteBuffer()
        output.object(in: .json) { output in
            output.field("grant_type", "client_credential", in: .json)
            output.field("appid", appID, in: .json)
            output.element("secret", in: .json) { output in
                secret.bytes.withUnsafeBytes { output.append(quoted: $0) }
            }
            if force { output.element("force_refresh", in: .json) { $0.append("true") } }
        }
        return Array(output.bytes)
    }

    /// A token and how many seconds it lives; nil when the answer has none that can be used.
    package static func token(in answer: APIAnswer) -> (token: Secret, lifetime: Int)? {
        guard let text = answer.fields["access_token"], let lifetime = answer.fields.integer("expires_in"),
            1...2_048 ~= text.utf8.count, text.utf8.allSatisfy(\.isTokenByte), 1...1_000_000 ~= lifetime
        else { return nil }
        return (Secret(text), lifetime)
    }
}

extension UInt8 {
    /// Letters, digits, `-`, `.`, `_` and `~`: it goes into a query as it is.
    fileprivate var isTokenByte: Bool {
        self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26 || [0x2D, 0x2E, 0x5F, 0x7E].contains(self)
    }
}
