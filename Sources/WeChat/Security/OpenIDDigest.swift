import Bytes

/// Names a user in logs without telling the openid: twelve hexadecimal digits, the same on every line, in every
/// process of the same account.
///
/// SipHash-2-4 (Aumasson and Bernstein) under a key that is made of the account's token: who does not know the token
/// can neither find the openid nor tell whether a line is about one that he knows.
package struct OpenIDDigest: Sendable {
    private let key: (UInt64, UInt64)

    package init(_ token: Secret) {
        let digest = token.bytes.withUnsafeBytes { SHA1.digest([$0]) }
        self.init(
            key: digest.span.withUnsafeBytes {
                ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            })
    }

    init(key: (UInt64, UInt64)) {
        self.key = key
    }

    /// Calls `body` with the digits; with none for an empty openid.
    package func withText(of openID: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
        guard !openID.isEmpty else { return body(.none) }
        var hash = hash(of: openID)
        let digits = InlineArray<12, UInt8> { _ in
            defer { hash >>= 4 }
            let half = UInt8(hash & 15)
            return half < 10 ? 0x30 + half : 0x57 + half
        }
        digits.span.withUnsafeBytes { body($0) }
    }

    func hash(of bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state = State(key)
        var index = 0
        while index + 8 <= bytes.count {
            state.add(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var last = UInt64(bytes.count) << 56
        for (shift, byte) in bytes[index...].enumerated() { last |= UInt64(byte) << (8 * UInt64(shift)) }
        state.add(last)
        return state.finish()
    }

    private struct State {
        var v0, v1, v2, v3: UInt64

        init(_ key: (UInt64, UInt64)) {
            v0 = key.0 ^ 0x736f_6d65_7073_6575
            v1 = key.1 ^ 0x646f_7261_6e64_6f6d
            v2 = key.0 ^ 0x6c79_6765_6e65_7261
            v3 = key.1 ^ 0x7465_6462_7974_6573
        }

        mutating func add(_ word: UInt64) {
            v3 ^= word
            for _ in 0..<2 { mix() }
            v0 ^= word
        }

        mutating func finish() -> UInt64 {
            v2 ^= 0xFF
            for _ in 0..<4 { mix() }
            return v0 ^ v1 ^ v2 ^ v3
        }

        private mutating func mix() {
            v0 &+= v1
            v1 = Self.rotated(v1, 13) ^ v0
            v0 = Self.rotated(v0, 32)
            v2 &+= v3
            v3 = Self.rotated(v3, 16) ^ v2
            v0 &+= v3
            v3 = Self.rotated(v3, 21) ^ v0
            v2 &+= v1
            v1 = Self.rotated(v1, 17) ^ v2
            v2 = Self.rotated(v2, 32)
        }

        private static func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 {
            word << bits | word >> (64 - bits)
        }
    }
}
