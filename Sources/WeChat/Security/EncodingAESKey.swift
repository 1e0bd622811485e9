import Bytes

/// The EncodingAESKey of the console's server configuration: what safe mode's messages are encrypted with. Never printed.
public struct EncodingAESKey: Sendable, Equatable {
    /// Thirty-two bytes.
    let secret: Secret

    /// Reads the 43 letters and digits that the console shows; nil for anything else.
    ///
    /// Two bits of the last character belong to no byte. The console makes keys in which they are set, and they mean
    /// nothing.
    public init?(_ text: String) {
        let text = Array(text.utf8)
        guard text.count == 43, text.allSatisfy(\.isLetterOrDigit) else { return nil }
        var key = ByteBuffer()
        let isBase64 = (text + [UInt8(ascii: "=")]).withUnsafeBytes {
            Base64.decode($0, into: &key, ignoringUnusedBits: true)
        }
        guard isBase64 else { return nil }
        secret = Secret(bytes: Array(key.bytes))
    }
}
