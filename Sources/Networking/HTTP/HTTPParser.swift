import Bytes

/// A strict HTTP/1.1 request parser (RFC 9112): given the bytes of a connection since the last request, it says what
/// is wrong, or that more is needed, or what the request is.
///
/// It keeps no bytes. What it has understood it does not read again, so a client that sends one byte at a time costs
/// no more than another. Where the RFC leaves a choice it refuses: a proxy in front must never see another request
/// than this parser does.
package struct HTTPParser {
    enum Phase {
        case requestLine, fields, body, chunkSize, chunkData, trailers, complete
    }

    var phase = Phase.requestLine
    /// Where the line or the data begins that is read next.
    var position = 0
    /// How far that line was searched for its end.
    var searched = 0
    var head = HTTPHead()
    /// Where the field lines begin, and where they end with the empty line's begin.
    var fields = 0..<0
    /// The body as far as it is known; for chunks, as far as it is joined.
    var body = 0..<0
    var chunkLeft = 0
    var chunks = 0

    package init() {}

    /// Whether nothing of a request has come yet, but perhaps an empty line.
    package var isAtStart: Bool { phase == .requestLine && searched == position }

    /// Whether the header is complete and the body is not.
    package var isInBody: Bool {
        phase == .body || phase == .chunkSize || phase == .chunkData || phase == .trailers
    }

    /// Whether the client waits for `100 Continue` before it sends the body.
    package var expectsContinue: Bool { isInBody && head.expectsContinue }

    /// How many bytes the request takes up, once it is complete.
    package var length: Int { position }

    /// How many bytes the buffer should have room for, as far as that is known.
    package var roomNeeded: Int { phase == .body ? body.upperBound : position }

    /// The request, when `bytes` hold all of it; nil when more must come.
    ///
    /// `bytes` begin where they began at the last call. Chunks are joined in place, and where that closes a gap,
    /// `bytes` get shorter.
    package mutating func parse(
        _ bytes: inout UnsafeMutableRawBufferPointer, _ limits: HTTPLimits
    ) throws(HTTPError) -> HTTPRequest? {
        while phase != .complete {
            let goesOn =
                switch phase {
                case .requestLine: try parseRequestLine(UnsafeRawBufferPointer(bytes), limits)
                case .fields, .trailers: try parseFields(UnsafeRawBufferPointer(bytes), limits)
                case .body: try parseBody(bytes.count)
                case .chunkSize: try parseChunkSize(UnsafeRawBufferPointer(bytes), limits)
                case .chunkData: try parseChunkData(bytes)
                case .complete: true
                }
            guard goesOn else {
                closeGap(&bytes)
                return nil
            }
        }
        return request(UnsafeRawBufferPointer(bytes))
    }

    private mutating func parseRequestLine(
        _ bytes: UnsafeRawBufferPointer, _ limits: HTTPLimits
    ) throws(HTTPError) -> Bool {
        // One empty line before a request is left over from old clients: RFC 9112 section 2.2.
        if position == 0, bytes.count >= 2, bytes[0] == 0x0D, bytes[1] == 0x0A {
            position = 2
            searched = 2
        }
        guard let line = try nextLine(bytes, limit: limits.requestLine, .requestLineTooLong) else { return false }
        try head.parseRequestLine(bytes, line)
        fields = position..<position
        phase = .fields
        return true
    }

    /// Reads the fields of the header, or the trailers, which are checked and dropped.
    private mutating func parseFields(
        _ bytes: UnsafeRawBufferPointer, _ limits: HTTPLimits
    ) throws(HTTPError) -> Bool {
        while let line = try nextLine(bytes, limit: limits.header - head.fieldBytes, .headerTooLarge) {
            guard !line.isEmpty else {
                try finishFields(limits, end: line.lowerBound)
                return true
            }
            head.fieldBytes += line.count + 2
            head.fieldCount += 1
            guard head.fieldCount <= limits.fields, head.fieldBytes <= limits.header else { throw .headerTooLarge }
            try head.parseField(bytes, line, isTrailer: phase == .trailers)
        }
        return false
    }

    private mutating func finishFields(_ limits: HTTPLimits, end: Int) throws(HTTPError) {
        guard phase == .fields else {
            phase = .complete
            return
        }
        fields = fields.lowerBound..<end
        try head.validate()
        if head.isChunked {
            body = position..<position
            phase = .chunkSize
        } else {
            let length = head.contentLength ?? 0
            guard length <= limits.body else { throw .bodyTooLarge }
            body = position..<(position + length)
            phase = .body
        }
    }

    private mutating func parseBody(_ count: Int) throws(HTTPError) -> Bool {
        guard count >= body.upperBound else { return false }
        position = body.upperBound
        phase = .complete
        return true
    }

    /// The next line without its CRLF, and the position behind it; nil when its end has not come.
    @inline(__always) mutating func nextLine(
        _ bytes: UnsafeRawBufferPointer, limit: Int, _ error: HTTPError
    ) throws(HTTPError) -> Range<Int>? {
        guard let end = bytes.position(of: 0x0A, from: searched) else {
            searched = bytes.count
            guard searched - position <= limit + 1 else { throw error }
            return nil
        }
        // The length first, as without an end: what is too long must not depend on where it was cut.
        guard end - position <= limit + 1 else { throw error }
        guard end > position, bytes[end - 1] == 0x0D else { throw .malformed("a line that ends without CR") }
        let line = position..<(end - 1)
        position = end + 1
        searched = position
        return line
    }

    private func request(_ bytes: UnsafeRawBufferPointer) -> HTTPRequest {
        func view(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[range]) }
        return HTTPRequest(
            method: head.method, path: view(head.path), query: view(head.query), fields: view(fields),
            body: view(body), keepsAlive: head.keepsAlive)
    }
}
