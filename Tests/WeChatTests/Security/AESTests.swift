import Testing

@testable import WeChat

struct AESTests {
    /// The known answer of AES-256 for nothing but zeros.
    private static let zerosEncrypted: [UInt8] = [
        0xDC, 0x95, 0xC0, 0x78, 0xA2, 0x40, 0x89, 0x89, 0xAD, 0x48, 0xA2, 0x14, 0x92, 0x84, 0x20, 0x87,
    ]

    @Test func everyRunBeginsWithTheVector() throws {
        let key = try #require(EncodingAESKey(String(repeating: "A", count: 43)))
        let encryption = AES(key, encrypting: true)
        let decryption = AES(key, encrypting: false)
        for _ in 1...3 {
            var blocks = [UInt8](repeating: 0, count: 48)
            blocks.withUnsafeMutableBytes { encryption.run(on: $0) }
            #expect(Array(blocks.prefix(16)) == Self.zerosEncrypted)
            // The second block depends on the first.
            #expect(Array(blocks[16..<32]) != Self.zerosEncrypted)
            blocks.withUnsafeMutableBytes { decryption.run(on: $0) }
            #expect(blocks == Array(repeating: 0, count: 48))
        }
    }
}
