import Bytes

/// Names a user in logs without telling the openid: twelve digits of its SHA-1, the same on every line.
///
/// An openid has about 130 random bits, so nobody finds it by trying.
package final class OpenIDDigest {
    private let sha1 = SHA1()

    package init() {}

    /// Calls `body` with twelve hexadecimal digits; with none for an empty openid.
    package func withText<R>(of openID: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        guard !openID.isEmpty else { return body(.none) }
        let digits = sha1.digest([openID, .none, .none]).hexadecimal
        return digits.span.withUnsafeBytes { body($0.view(0..<12)) }
    }
}
