import Bytes
import COpenSSL

/// Base64 as WeChat writes it: the alphabet with `+` and `/`, `=` at the end, no line breaks, no blanks.
///
/// OpenSSL's decoder takes blanks, and `=` anywhere, so every byte would have to be looked at before. This one is strict
/// by itself, and takes fewer instructions than OpenSSL's. (It may read a key: it looks nothing up in memory.)
enum Base64 {
    /// Appends the bytes that `text` stands for; false, with nothing appended, when it is not base64.
    ///
    /// The bits of the last character that no byte needs must be zero, as they are in all that WeChat sends, unless
    /// they are to be ignored.
    static func decode(
        _ text: UnsafeRawBufferPointer, into output: inout ByteBuffer, ignoringUnusedBits: Bool = false
    ) -> Bool {
        guard text.count % 4 == 0 else { return false }
        var digits = text
        for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits = digits.view(0..<digits.count - 1) }
        let count = digits.count * 3 / 4
        output.reserve(output.count + count + 16)
        guard let start = output.room.baseAddress else { return false }  // reserve() has made it
        var unknown = SIMD16<UInt8>(repeating: 0)
        var index = 0
        var place = start
        while index < digits.count {
            let block = block(of: digits, at: index)
            let values = values(of: block, &unknown)
            store(values, at: place)
            index += 16
            place += 12
        }
        // Behind the last byte is what was left of the last character.
        let unused = digits.count < text.count ? start.load(fromByteOffset: count, as: UInt8.self) : 0
        guard unknown.firstMark == 16, unused == 0 || ignoringUnusedBits else { return false }
        output.grow(by: count)
        return true
    }

    /// Appends the text that stands for `bytes`.
    static func encode(_ bytes: UnsafeRawBufferPointer, into output: inout ByteBuffer) {
        // OpenSSL puts a NUL behind the text.
        output.reserve(output.count + (bytes.count + 2) / 3 * 4 + 1)
        let source = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        let room = output.room.assumingMemoryBound(to: UInt8.self).baseAddress
        output.grow(by: Int(EVP_EncodeBlock(room, source, Int32(bytes.count))))
    }

    /// Sixteen characters; behind the last one of the text come `A`s, which stand for zeros.
    @inline(__always)
    private static func block(of digits: UnsafeRawBufferPointer, at index: Int) -> SIMD16<UInt8> {
        guard digits.count - index < 16 else {
            return digits.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        }
        var block = SIMD16<UInt8>(repeating: UInt8(ascii: "A"))
        withUnsafeMutableBytes(of: &block) { $0.copyMemory(from: digits.view(index..<digits.count)) }
        return block
    }

    /// What each character stands for, 0 to 63. Marks those in `unknown` that stand for nothing.
    @inline(__always)
    private static func values(of block: SIMD16<UInt8>, _ unknown: inout SIMD16<UInt8>) -> SIMD16<UInt8> {
        var values = SIMD16<UInt8>(repeating: 0)
        var known = SIMD16<UInt8>(repeating: 0)
        add(UInt8(ascii: "A"), 26, 0, block, &values, &known)
        add(UInt8(ascii: "a"), 26, 26, block, &values, &known)
        add(UInt8(ascii: "0"), 10, 52, block, &values, &known)
        add(UInt8(ascii: "+"), 1, 62, block, &values, &known)
        add(UInt8(ascii: "/"), 1, 63, block, &values, &known)
        unknown |= ~known
        return values
    }

    /// The `count` characters from `first` stand for `value` and what follows it.
    @inline(__always)
    private static func add(
        _ first: UInt8, _ count: UInt8, _ value: UInt8, _ block: SIMD16<UInt8>, _ values: inout SIMD16<UInt8>,
        _ known: inout SIMD16<UInt8>
    ) {
        let distance = block &- SIMD16(repeating: first)
        // All bits of a byte become its highest.
        let marks = unsafeBitCast(distance.marks(below: count), to: SIMD16<Int8>.self) &>> 7
        let mask = unsafeBitCast(marks, to: SIMD16<UInt8>.self)
        known |= mask
        values |= (distance &+ SIMD16(repeating: value)) & mask
    }

    /// Writes the twelve bytes that sixteen values make, and two of zeros.
    @inline(__always)
    private static func store(_ values: SIMD16<UInt8>, at place: UnsafeMutableRawPointer) {
        let halves = unsafeBitCast(values, to: SIMD2<UInt64>.self)
        place.storeBytes(of: joined(UInt64(bigEndian: halves.x)).bigEndian, as: UInt64.self)
        place.storeBytes(of: joined(UInt64(bigEndian: halves.y)).bigEndian, toByteOffset: 6, as: UInt64.self)
    }

    /// Eight times six bits in eight bytes, moved together to the upper six bytes.
    @inline(__always)
    private static func joined(_ eight: UInt64) -> UInt64 {
        let four = (eight & 0x3F00_3F00_3F00_3F00) &>> 2 | eight & 0x003F_003F_003F_003F
        let two = (four & 0x0FFF_0000_0FFF_0000) &>> 4 | four & 0x0000_0FFF_0000_0FFF
        return (two & 0x00FF_FFFF_0000_0000) &<< 8 | (two & 0x00FF_FFFF) &<< 16
    }
}
