import Bytes
import Foundation
import Testing

@testable import WeChat

struct MessageCipherTests {
    private static let receiver = "wx0123456789abcdef"
    private let key: EncodingAESKey
    private let cipher: MessageCipher

    init() throws {
        key = try #require(EncodingAESKey("Q3dXb0ZkUzVtY0JhN2xKcTl0WXhSdkh6TmVJZ1BrTGk"))
        cipher = MessageCipher(key, receiver: Self.receiver)
    }

    @Test(arguments: Vectors.all.sealed)
    func whatOthersSealedIsOpened(_ vector: Vectors.Sealed) throws {
        let key = try #require(EncodingAESKey(vector.encodingAESKey))
        let cipher = MessageCipher(key, receiver: vector.receiveid)
        // Twice, because the second finds what the first left.
        for _ in 1...2 { #expect(try opened(vector.encrypt, by: cipher) == Array(vector.msg.utf8)) }
    }

    @Test(arguments: Vectors.all.sealed)
    func aMessageIsSealedAsOthersSealIt(_ vector: Vectors.Sealed) throws {
        let key = try #require(EncodingAESKey(vector.encodingAESKey))
        let cipher = MessageCipher(key, receiver: vector.receiveid, always: Array(vector.random16.utf8))
        for _ in 1...2 { #expect(sealed(Array(vector.msg.utf8), by: cipher) == vector.encrypt) }
    }

    @Test(arguments: Vectors.all.notToBeOpened)
    func whatIsWrongIsToldApart(_ vector: Vectors.Unopenable) throws {
        let key = try #require(EncodingAESKey(vector.encodingAESKey))
        let error = failure(vector.encrypt, by: MessageCipher(key, receiver: vector.receiveid))
        #expect(error?.label.name == vector.failure)
    }

    @Test func everyLengthComesBack() throws {
        let bytes = (0..<20_000).map { _ in UInt8.random(in: 0...255) }
        let longer = (0..<200).map { _ in Int.random(in: 201...20_000) }
        for length in Array(0...200) + longer + [20_000] {
            let message = Array(bytes.suffix(length))
            let encrypt = sealed(message)
            #expect(encrypt.utf8.count % 4 == 0)
            #expect(try opened(encrypt) == message, "\(length) bytes")
        }
    }

    @Test func noTwoMessagesLookAlike() {
        let texts = (0..<100).map { _ in sealed([]) }
        #expect(Set(texts.map { String($0.prefix(21)) }).count == 100)
    }

    @Test func theTextIsAppended() {
        var output = ByteBuffer()
        output.append("<Encrypt>")
        cipher.seal(.none, into: &output)
        output.append("</Encrypt>")
        #expect(output.text.wholeMatch(of: /<Encrypt>[A-Za-z0-9+\/]{86}==<\/Encrypt>/) != nil)
    }

    @Test(arguments: 1...32)
    func aPaddingWithAnyByteChangedIsWrong(_ padding: Int) {
        let plain = plain(Array(repeating: 0x78, count: (58 - padding) % 32))
        #expect(plain.last == UInt8(padding))
        #expect(failure(encrypt(plain)) == nil)
        for distance in 1...padding {
            for bit in 0..<8 {
                var wrong = plain
                wrong[wrong.count - distance] ^= 1 << bit
                // A 1 at the end is a right padding, whatever is in front of it.
                guard wrong.last != 1 || distance > 1 else { continue }
                #expect(failure(encrypt(wrong)) == .wrongPadding, "byte \(distance), bit \(bit)")
            }
        }
    }

    @Test(arguments: [0, 33, 34, 64, 127, 128, 200, 255] as [UInt8])
    func aPaddingThatIsNoneIsWrong(_ value: UInt8) {
        for blocks in [1, 2, 9] {
            #expect(failure(encrypt(Array(repeating: value, count: 32 * blocks))) == .wrongPadding)
        }
    }

    @Test(arguments: [2, 0x100, 0x7FFF_FFEB, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFEC, 0xFFFF_FFFF] as [UInt32])
    func aLengthBeyondTheEndIsWrong(_ length: UInt32) {
        // One block holds the head, one byte of message and eleven of padding, and no id.
        #expect(failure(encrypt(plain([1], length: length, receiver: ""))) == .wrongLength)
    }

    @Test func aBlockThatIsAllPaddingHasNoRoomForALength() {
        for padding in 13...32 {
            let zeros = Array(repeating: UInt8(0), count: 32 - padding)
            #expect(failure(encrypt(zeros + Array(repeating: UInt8(padding), count: padding))) == .wrongLength)
        }
    }

    @Test(
        arguments: [
            ("wx0123456789abcdee", "wx0123456789abcdee"), ("wx0123456789abcdeF", "wx0123456789abcdeF"),
            ("wx0123456789abcde", nil), ("wx0123456789abcdef0", nil), ("", nil), ("wx0123456789abcde\n", nil),
            ("我wx0123456789abcd", nil),
        ] as [(String, String?)])
    func anotherReceiverIsForeign(_ receiver: String, _ told: String?) {
        let error = failure(encrypt(plain(Array("secret text".utf8), receiver: receiver)))
        guard case .foreignReceiver(let id)? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(id?.text == told)
    }

    @Test func aFalseLengthShowsNothingOfTheMessage() throws {
        for length in 0..<60 as Range<UInt32> {
            let error = try #require(failure(encrypt(plain(Array(repeating: 0x2E, count: 60), length: length))))
            #expect(error == .foreignReceiver(nil))
            #expect(!error.reason.contains("."))
        }
    }

    @Test func whatIsNoWholeNumberOfBlocksIsRefused() {
        #expect(failure("") == .notBlocks(bytes: 0))
        for count in [1, 15, 16, 31, 33, 48, 63, 65, 80] {
            #expect(failure(base64(Array(repeating: 1, count: count))) == .notBlocks(bytes: count))
        }
    }

    @Test func aWrongKeyOpensNothing() throws {
        let other = try #require(EncodingAESKey("R3dXb0ZkUzVtY0JhN2xKcTl0WXhSdkh6TmVJZ1BrTGk"))
        for _ in 0..<1_000 {
            #expect(failure(sealed(Array("hello".utf8)), by: MessageCipher(other, receiver: Self.receiver)) != nil)
        }
    }

    @Test func anyBytesAreRefusedWithoutATrap() {
        for _ in 0..<5_000 {
            let bytes = (0..<32 * .random(in: 1...4)).map { _ in UInt8.random(in: 0...255) }
            #expect(failure(base64(bytes)) != nil)
        }
    }
}

extension MessageCipherTests {
    private func opened(_ encrypt: String, by cipher: MessageCipher? = nil) throws(EnvelopeError) -> [UInt8] {
        try encrypt.withBytes { (text) throws(EnvelopeError) in Array(try (cipher ?? self.cipher).open(text)) }
    }

    private func failure(_ encrypt: String, by cipher: MessageCipher? = nil) -> EnvelopeError? {
        do {
            _ = try opened(encrypt, by: cipher)
            return nil
        } catch {
            return error
        }
    }

    private func sealed(_ message: [UInt8], by cipher: MessageCipher? = nil) -> String {
        var output = ByteBuffer()
        message.withUnsafeBytes { (cipher ?? self.cipher).seal($0, into: &output) }
        return output.text
    }

    private func base64(_ bytes: [UInt8]) -> String {
        var output = ByteBuffer()
        bytes.withUnsafeBytes { Base64.encode($0, into: &output) }
        return output.text
    }

    /// The bytes that are encrypted, with another length or receiver than the right one.
    private func plain(_ message: [UInt8], length: UInt32? = nil, receiver: String = Self.receiver) -> [UInt8] {
        var plain = Array("0123456789abcdef".utf8)
        withUnsafeBytes(of: (length ?? UInt32(message.count)).bigEndian) { plain += $0 }
        plain += message + receiver.utf8
        let padding = 32 - plain.count % 32
        return plain + Array(repeating: UInt8(padding), count: padding)
    }

    /// Encrypts any bytes, by a cipher that seals: as the initialization vector is always the same, the first block of
    /// what it seals is the encryption of whatever sixteen bytes it is given for random ones.
    private func encrypt(_ plain: [UInt8]) -> String {
        let vector = key.secret.bytes.prefix(16)
        var text: [UInt8] = []
        var last = Array(vector)
        for start in stride(from: 0, to: plain.count, by: 16) {
            let block = (0..<16).map { plain[start + $0] ^ last[$0] ^ vector[$0] }
            let cipher = MessageCipher(key, receiver: "", always: block)
            last = Array((Data(base64Encoded: sealed([], by: cipher)) ?? Data()).prefix(16))
            text += last
        }
        return base64(text)
    }
}

extension MessageCipher {
    /// One whose random bytes are always the same sixteen.
    fileprivate convenience init(_ key: EncodingAESKey, receiver: String, always random: [UInt8]) {
        self.init(key, receiver: receiver) { place, count in
            for start in stride(from: 0, to: count, by: 16) {
                (place + start).copyMemory(from: random, byteCount: 16)
            }
        }
    }
}
