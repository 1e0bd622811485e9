import Glibc

/// The chunked transfer coding, RFC 9112 section 7.1.
extension HTTPParser {
    /// `chunk-size [";" extension] CRLF`: one to eight hexadecimal digits and no blank.
    mutating func parseChunkSize(
        _ bytes: UnsafeRawBufferPointer, _ limits: HTTPLimits
    ) throws(HTTPError) -> Bool {
        guard let line = try nextLine(bytes, limit: limits.chunkLine, .malformed("chunk line too long")) else {
            return false
        }
        var size = 0
        var index = line.lowerBound
        while index < line.upperBound, let digit = Self.hexValue(bytes[index]) {
            size = size << 4 | digit
            index += 1
            guard index - line.lowerBound <= 8 else { throw .malformed("chunk size") }
        }
        guard index > line.lowerBound, index == line.upperBound || bytes[index] == UInt8(ascii: ";"),
            HTTPHead.isFieldValue(bytes, index..<line.upperBound)
        else { throw .malformed("chunk size") }
        guard size > 0 else {
            phase = .trailers
            return true
        }
        chunks += 1
        guard chunks <= limits.chunks else { throw .malformed("too many chunks") }
        guard body.count + size <= limits.body else { throw .bodyTooLarge }
        chunkLeft = size
        phase = .chunkData
        return true
    }

    /// Moves what has come of the chunk behind the chunks before it.
    mutating func parseChunkData(_ bytes: UnsafeMutableRawBufferPointer) throws(HTTPError) -> Bool {
        if chunkLeft > 0 {
            let count = min(chunkLeft, bytes.count - position)
            guard count > 0, let base = bytes.baseAddress else { return false }
            memmove(base + body.upperBound, base + position, count)
            body = body.lowerBound..<(body.upperBound + count)
            position += count
            searched = position
            chunkLeft -= count
        }
        guard chunkLeft == 0, bytes.count - position >= 2 else { return false }
        guard bytes[position] == 0x0D, bytes[position + 1] == 0x0A else { throw .malformed("chunk data without CRLF") }
        position += 2
        searched = position
        phase = .chunkSize
        return true
    }

    /// Drops the framing between the joined chunks and what is still to be read, so that a body never takes up more
    /// room than its limit, whatever its chunks look like.
    mutating func closeGap(_ bytes: inout UnsafeMutableRawBufferPointer) {
        let gap = position - body.upperBound
        guard head.isChunked, isInBody, gap > 0, let base = bytes.baseAddress else { return }
        memmove(base + body.upperBound, base + position, bytes.count - position)
        bytes = UnsafeMutableRawBufferPointer(start: base, count: bytes.count - gap)
        position -= gap
        searched -= gap
    }

    private static func hexValue(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30
        case UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte | 0x20) - 0x57
        default: nil
        }
    }
}
