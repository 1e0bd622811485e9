/// Names a user in logs without telling the openid: twelve digits of its SHA-1, the same on every line.
///
/// An openid has about 130 random bits, so nobody finds it by trying.
package final class OpenIDDigest {
    private let sha1 = SHA1()

    package init() {}

    /// Twelve hexadecimal digits; empty for an empty openid.
    package func text(of openID: String) -> String {
        guard !openID.isEmpty else { return "" }
        var openID = openID
        let digest = openID.withUTF8 { bytes in
            let none = UnsafeRawBufferPointer(start: nil, count: 0)
            return sha1.digest([UnsafeRawBufferPointer(bytes), none, none])
        }
        return String(unsafeUninitializedCapacity: 12) { digits in
            for index in 0..<12 {
                let half = index % 2 == 0 ? digest[index / 2] >> 4 : digest[index / 2] & 15
                digits[index] = half < 10 ? 0x30 + half : 0x57 + half
            }
            return 12
        }
    }
}
