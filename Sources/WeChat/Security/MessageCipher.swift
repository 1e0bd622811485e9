package import Bytes
import Glibc

/// Opens and seals messages of safe mode under one key, as one receiver. Keep one for each thread.
///
/// An `Encrypt` is the base64 of AES-256-CBC over sixteen random bytes, the message's length in four bytes, the message
/// and the id of the receiver (an account's appid; a third-party platform's own), padded to blocks of 32 bytes. The
/// key's first half is also the initialization vector. (Protocol: 消息加解密 in the message push guide.)
package final class MessageCipher {
    private static let blockSize = 32
    /// The random bytes and the length, in front of the message.
    private static let headSize = 20
    /// More than any request may have, and less than OpenSSL counts to.
    private static let longestText = 1 << 30
    /// A system call for sixteen messages, because it takes longer than to encrypt one.
    private static let spareSize = 256

    private let receiver: [UInt8]
    private let random: (UnsafeMutableRawPointer, Int) -> Void
    private let decryption: AES
    private let encryption: AES
    // Changed by no function that another of them is called in, so not checked for exclusive access.
    @exclusivity(unchecked) private var plain = ByteBuffer()
    @exclusivity(unchecked) private var spareRandom = ByteBuffer()

    /// A cipher that opens only what is addressed to `receiver`, and seals as it.
    package convenience init(_ key: EncodingAESKey, receiver: String) {
        self.init(key, receiver: receiver) { arc4random_buf($0, $1) }
    }

    /// `random` fills memory with bytes that nobody can foretell.
    init(_ key: EncodingAESKey, receiver: String, random: @escaping (UnsafeMutableRawPointer, Int) -> Void) {
        self.receiver = Array(receiver.utf8)
        self.random = random
        decryption = AES(key, encrypting: false)
        encryption = AES(key, encrypting: true)
    }

    /// The message in an `Encrypt`; a view that is valid until the next call.
    package func open(_ encrypt: UnsafeRawBufferPointer) throws(EnvelopeError) -> UnsafeRawBufferPointer {
        guard encrypt.count < Self.longestText else { throw .notBlocks(bytes: encrypt.count) }
        plain.removeAll()
        guard Base64.decode(encrypt, into: &plain) else { throw .notBase64 }
        guard !plain.isEmpty, plain.count % Self.blockSize == 0 else { throw .notBlocks(bytes: plain.count) }
        decryption.run(on: plain.bytes)
        return try message(in: UnsafeRawBufferPointer(plain.bytes))
    }

    /// Appends the `Encrypt` of a message, which must not be a view that `open` gave.
    package func seal(_ message: UnsafeRawBufferPointer, into output: inout ByteBuffer) {
        plain.removeAll()
        plain.reserve(Self.headSize + message.count + receiver.count + Self.blockSize)
        appendRandom()
        withUnsafeBytes(of: UInt32(message.count).bigEndian) { plain.append($0) }
        plain.append(message)
        receiver.withUnsafeBytes { plain.append($0) }
        let padding = Self.blockSize - plain.count % Self.blockSize
        for _ in 0..<padding { plain.append(UInt8(padding)) }
        encryption.run(on: plain.bytes)
        Base64.encode(UnsafeRawBufferPointer(plain.bytes), into: &output)
    }

    /// A number that nobody can foretell.
    func number() -> UInt32 {
        refillRandom(for: 4)
        let rest = spareRandom.count - 4
        defer { spareRandom.truncate(to: rest) }
        return UnsafeRawBufferPointer(spareRandom.bytes).loadUnaligned(fromByteOffset: rest, as: UInt32.self)
    }

    private func appendRandom() {
        refillRandom(for: 16)
        let rest = spareRandom.count - 16
        plain.append(UnsafeRawBufferPointer(spareRandom.bytes).view(rest..<rest + 16))
        spareRandom.truncate(to: rest)
    }

    private func refillRandom(for wanted: Int) {
        guard spareRandom.count < wanted else { return }
        spareRandom.removeAll()
        spareRandom.reserve(Self.spareSize)
        if let start = spareRandom.room.baseAddress { random(start, Self.spareSize) }  // reserve() has made it
        spareRandom.grow(by: Self.spareSize)
    }

    /// Looks at all three things that may be wrong before it says that one is, so that a wrong padding takes as long
    /// as a foreign appid, which is named in any case. What is left are some nanoseconds, behind microseconds that
    /// depend only on the length.
    private func message(in plain: UnsafeRawBufferPointer) throws(EnvelopeError) -> UnsafeRawBufferPointer {
        let last = plain[plain.count - 1]
        var wrongBits: UInt8 = last &- 1 < 32 ? 0 : 1
        for distance in 1...Self.blockSize {
            let byte = plain[plain.count - distance]
            wrongBits |= distance <= last ? byte ^ last : 0
        }
        let end = plain.count - min(Int(last), Self.blockSize)
        let room = end - Self.headSize
        // At most 2³²−1: the sum below cannot overflow either.
        let length = Int(UInt32(bigEndian: plain.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
        let found = plain.view(length <= room ? Self.headSize + length..<end : end..<end)
        let isOurs = receiver.withUnsafeBytes { found.equals($0) }
        let id = ReceiverID(found)
        guard wrongBits == 0 else { throw .wrongPadding }
        guard length <= room else { throw .wrongLength }
        guard isOurs else { throw .foreignReceiver(id) }
        return plain.view(Self.headSize..<Self.headSize + length)
    }
}
