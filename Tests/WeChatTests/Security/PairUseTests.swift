import Bytes
import Testing

@testable import WeChat

struct PairUseTests {
    private func body(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { body in
            Array(repeating: UInt8(ascii: "a"), count: 40).withUnsafeBytes { PairUse(signature: $0, body: body).body }
        }
    }

    @Test func eachByteOfABodyCounts() {
        for count in [0, 1, 6, 7, 8, 13, 14, 15, 16, 21, 22, 100, 315] {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255) }
            #expect(body(bytes) == body(bytes))
            for place in bytes.indices {
                for bit in 0..<8 {
                    var other = bytes
                    other[place] ^= 1 << bit
                    #expect(body(other) != body(bytes), "\(count) bytes, bit \(bit) of byte \(place)")
                }
            }
            #expect(body(bytes + [0]) != body(bytes) && body([0] + bytes) != body(bytes))
        }
    }

    @Test func noTwoOfManyBodiesMeet() {
        var seen: Set<UInt64> = []
        for number in 0..<100_000 { #expect(seen.insert(body(Array("<xml>\(number)</xml>".utf8))).inserted) }
    }

    @Test func thePairIsItsSignature() {
        let signatures = ["0", "f"].flatMap { digit in
            (0..<16).map { place in
                String(repeating: "0", count: place) + digit + String(repeating: "0", count: 39 - place)
            }
        }
        let pairs = Set(
            signatures.map { signature in
                Array(signature.utf8).withUnsafeBytes { PairUse(signature: $0, body: .none).pair }
            })
        #expect(pairs.count == 17)
    }
}
