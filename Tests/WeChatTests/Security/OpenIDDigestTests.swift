import Testing

@testable import WeChat

@Suite struct OpenIDDigestTests {
    private func text(_ token: String, _ openID: String) -> String {
        var text = ""
        openID.withBytes { OpenIDDigest(Secret(token)).withText(of: $0) { text = String(decoding: $0, as: UTF8.self) } }
        return text
    }

    /// The vectors of SipHash-2-4 that its authors publish: the key is 00…0f, the text 00, 01, … of some length.
    @Test(
        arguments: [
            (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (2, 0x0d6c_8009_d9a9_4f5a),
            (7, 0xab02_00f5_8b01_d137), (8, 0x93f5_f579_9a93_2462), (15, 0xa129_ca61_49be_45e5),
        ] as [(Int, UInt64)])
    func hashIsSipHash(_ count: Int, _ expected: UInt64) {
        let digest = OpenIDDigest(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908))
        let bytes = (0..<count).map { UInt8($0) }
        #expect(bytes.withUnsafeBytes { digest.hash(of: $0) } == expected)
    }

    @Test func digestIsTwelveDigitsAndAlwaysTheSame() {
        let digest = text("token", "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(digest.wholeMatch(of: /[0-9a-f]{12}/) != nil)
        #expect(digest == text("token", "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc"))
    }

    @Test func digestsOfOthersDiffer() {
        #expect(Set([text("token", "a"), text("token", "b"), text("other", "a"), text("token", "A")]).count == 4)
    }

    @Test func nobodyHasNoDigest() {
        #expect(text("token", "") == "")
    }
}
