import Testing

@testable import WeChat

struct SHA1Tests {
    @Test(arguments: [
        (["", "", ""], "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (["a", "b", "c"], "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (["abc", "", ""], "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            ["abcdbcdecdefdefgefghfghighijhijk", "ijkljklmklmnlmnomnopnopq", ""],
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
    ])
    func theDigestIsOfThePartsJoined(parts: [String], expected: String) {
        let digest = parts[0].withBytes { first in
            parts[1].withBytes { second in parts[2].withBytes { SHA1.digest([first, second, $0]) } }
        }
        let text = digest.indices.map { index in
            let digits = String(digest[index], radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        #expect(text.joined() == expected)
    }
}
