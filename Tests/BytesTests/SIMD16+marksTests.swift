import Bytes
import Testing

@Suite struct SIMD16MarksTests {
    /// The byte alone, at each place among others.
    private func places(of byte: UInt8, among other: UInt8, _ marks: (SIMD16<UInt8>) -> SIMD16<UInt8>) -> [Int] {
        (0..<16).map { place in
            var block = SIMD16<UInt8>(repeating: other)
            block[place] = byte
            return marks(block).firstMark
        }
    }

    @Test func equalBytesAreMarkedAndNoOthers() {
        for byte in UInt8.min...UInt8.max {
            for other in UInt8.min...UInt8.max where other != byte {
                let found = places(of: byte, among: other) { $0.marks(equalTo: byte) }
                #expect(found == Array(0..<16), "\(byte) among \(other)")
            }
        }
    }

    @Test func lowerBytesAreMarkedAndNoOthers() {
        for limit: UInt8 in [1, 0x20, 0x21, 26, 0x7F, 0x80] {
            for byte in UInt8.min...UInt8.max {
                let found = places(of: byte, among: 0xFF) { $0.marks(below: limit) }
                #expect(found == (byte < limit ? Array(0..<16) : Array(repeating: 16, count: 16)), "\(byte) < \(limit)")
            }
        }
    }
}
