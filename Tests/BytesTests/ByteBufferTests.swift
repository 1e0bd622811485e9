import Testing

@testable import Bytes

@Suite struct ByteBufferTests {
    @Test func bytesAreKeptInOrder() {
        var buffer = ByteBuffer()
        buffer.append("abc")
        buffer.append(decimal: 1_204)
        buffer.append(decimal: 0)
        buffer.append("")
        #expect(Self.text(buffer) == "abc12040")
        buffer.removeFirst(3)
        #expect(Self.text(buffer) == "12040")
        buffer.truncate(to: 2)
        #expect(Self.text(buffer) == "12")
        buffer.removeFirst(2)
        #expect(Self.text(buffer) == "")
    }

    @Test func roomIsBehindTheBytes() {
        var buffer = ByteBuffer()
        buffer.append("ab")
        buffer.reserve(100)
        #expect(buffer.room.count == 98)
        buffer.room.copyBytes(from: [0x63, 0x64])
        buffer.grow(by: 2)
        #expect(Self.text(buffer) == "abcd")
    }

    @Test func releasedBufferHoldsNothing() {
        var buffer = ByteBuffer()
        buffer.append("ab")
        buffer.release()
        #expect(Self.text(buffer) == "")
        #expect(buffer.room.count == 0)
        buffer.append("c")
        #expect(Self.text(buffer) == "c")
    }

    @Test func largestNumberFits() {
        var buffer = ByteBuffer()
        buffer.append(decimal: .max)
        #expect(Self.text(buffer) == "9223372036854775807")
    }

    @Test func emptiedBufferKeepsAUsualSizeOnly() {
        var buffer = ByteBuffer()
        buffer.append("small")
        let size = buffer.room.count + 5
        buffer.removeAll()
        #expect(buffer.room.count == size)
        buffer.reserve(1_000_000)
        buffer.removeAll()
        #expect(buffer.room.count == 0)
    }

    private static func text(_ buffer: borrowing ByteBuffer) -> String {
        String(decoding: buffer.bytes, as: UTF8.self)
    }
}
