import Bytes

@testable import Networking

/// The HTTP parser, fed with the bytes of a connection as they come.
///
/// The first four bytes of an input are the lengths of the pieces in turn, less one; the rest is what the client sends.
struct HTTPFuzz: FuzzTarget {
    /// Small ones, so that a short input reaches them.
    private let limits: HTTPLimits = {
        var limits = HTTPLimits()
        (limits.requestLine, limits.header, limits.fields) = (64, 128, 6)
        (limits.body, limits.chunks, limits.chunkLine) = (32, 4, 16)
        return limits
    }()

    private let next = Array("GET /next HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

    func run(_ input: UnsafeRawBufferPointer) {
        let bytes = Array(input.dropFirst(4))
        let whole = Reading([bytes[...]], limits)
        let cut = Reading(Self.pieces(of: bytes, lengths: input.prefix(4).map { Int($0) + 1 }), limits)
        check(cut == whole, "the same, whole and cut: \(whole) \(cut)")
        let single = Reading(bytes.indices.map { bytes[$0...$0] }, limits)
        check(single == whole, "the same, whole and byte by byte: \(whole) \(single)")

        let longer = Reading([(bytes + next)[...]], limits)
        if whole.refusal != nil {
            check(longer == whole, "what stands behind a refused request is not looked at: \(whole) \(longer)")
        } else if whole.left == 0 {
            let next = Reading([next[...]], limits)
            check(longer.requests == whole.requests + next.requests, "the next is read: \(whole) \(longer)")
        } else {
            check(longer.requests.starts(with: whole.requests), "what was read stays: \(whole) \(longer)")
        }
    }

    private static func pieces(of bytes: [UInt8], lengths: [Int]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(lengths[pieces.count % lengths.count])
            pieces.append(piece)
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }
}

/// What a parser made of the bytes of a connection.
private struct Reading: Equatable {
    var requests: [[UInt8]] = []
    var refusal: HTTPError?
    /// Bytes that belong to no request yet.
    var left = 0

    /// Keeps what the parser has not taken, as a connection does, but in memory that ends where the bytes end.
    init(_ pieces: [ArraySlice<UInt8>], _ limits: HTTPLimits) {
        var parser = HTTPParser()
        var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 1)
        defer { buffer.deallocate() }
        var rest = buffer
        for piece in pieces {
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: rest.count + piece.count, alignment: 1)
            room.copyMemory(from: UnsafeRawBufferPointer(rest))
            UnsafeMutableRawBufferPointer(rebasing: room[rest.count...]).copyBytes(from: piece)
            buffer.deallocate()
            (buffer, rest) = (room, room)
            do {
                while !rest.isEmpty, let request = try parser.parse(&rest, limits) {
                    requests.append(Self.transcript(request))
                    rest = UnsafeMutableRawBufferPointer(rebasing: rest[parser.length...])
                    parser = HTTPParser()
                }
            } catch {
                refusal = error
                return
            }
        }
        left = rest.count
    }

    /// Bytes, because a String hides some differences.
    private static func transcript(_ request: HTTPRequest) -> [UInt8] {
        let parts = [request.path, request.query, request.fields, request.body].map { Array($0) + [0] }
        return Array("\(request.method) \(request.keepsAlive) ".utf8) + parts.joined()
    }
}
