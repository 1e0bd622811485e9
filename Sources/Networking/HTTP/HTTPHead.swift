import Bytes

/// What the request line and the fields say of a request, and the rules that both must keep.
struct HTTPHead {
    var method = HTTPRequest.Method.get
    var path = 0..<0
    var query = 0..<0
    var fieldBytes = 0
    var fieldCount = 0
    var contentLength: Int?
    var isChunked = false
    var expectsContinue = false
    private var isVersion10 = false
    private var closes = false
    private var hasHost = false
    private var hasTransferEncoding = false

    /// Whether another request may follow. HTTP/1.0 gets one answer a connection.
    var keepsAlive: Bool { !isVersion10 && !closes }

    /// `method SP request-target SP HTTP-version`, RFC 9112 section 3.
    mutating func parseRequestLine(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) throws(HTTPError) {
        let text = UnsafeRawBufferPointer(rebasing: bytes[line])
        guard let first = text.position(of: 0x20), let second = text.position(of: 0x20, from: first + 1) else {
            throw .malformed("request line")
        }
        let methodName = UnsafeRawBufferPointer(rebasing: text[..<first])
        let version = UnsafeRawBufferPointer(rebasing: text[(second + 1)...])
        guard Self.isToken(methodName) else { throw .malformed("method") }
        try parseVersion(version)
        // Before the target: `OPTIONS *` and `CONNECT host:443` are other methods, not broken targets.
        method = try Self.method(methodName)
        try parseTarget(bytes, (line.lowerBound + first + 1)..<(line.lowerBound + second))
    }

    /// `field-name ":" OWS field-value OWS`, RFC 9112 section 5.
    mutating func parseField(
        _ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, isTrailer: Bool
    ) throws(HTTPError) {
        let text = bytes.view(line)
        let colon = Self.tokenEnd(text)
        guard colon > 0, colon < text.count, text[colon] == UInt8(ascii: ":") else { throw .malformed("field name") }
        let name = text.view(0..<colon)
        guard Self.isFieldValue(text, (colon + 1)..<text.count) else { throw .malformed("field value") }
        guard !isTrailer else { return }
        switch name.count {
        case 4, 6, 10, 14, 17:
            try interpret(name, UnsafeRawBufferPointer(rebasing: text[(colon + 1)...]).trimmed())
        default: break
        }
    }

    /// The rules for the fields together, once all have come.
    func validate() throws(HTTPError) {
        guard hasHost || isVersion10 else { throw .malformed("no Host") }
        if hasTransferEncoding {
            guard isChunked, !isVersion10, contentLength == nil else { throw .malformed("Transfer-Encoding") }
        } else if contentLength == nil, method == .post {
            throw .lengthRequired
        }
    }

    private mutating func interpret(
        _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
    ) throws(HTTPError) {
        if name.equalsIgnoringCase("Host") {
            guard !hasHost, Self.isHost(value) else { throw .malformed("Host") }
            hasHost = true
        } else if name.equalsIgnoringCase("Content-Length") {
            guard contentLength == nil, let length = Self.contentLength(value) else {
                throw .malformed("Content-Length")
            }
            contentLength = length
        } else if name.equalsIgnoringCase("Transfer-Encoding") {
            guard !hasTransferEncoding else { throw .malformed("Transfer-Encoding") }
            hasTransferEncoding = true
            isChunked = value.equalsIgnoringCase("chunked")
        } else if name.equalsIgnoringCase("Connection") {
            if Self.lists("close", value) { closes = true }
        } else if name.equalsIgnoringCase("Expect") {
            guard value.equalsIgnoringCase("100-continue") else { throw .expectationFailed }
            expectsContinue = !isVersion10
        }
    }

    private mutating func parseVersion(_ version: UnsafeRawBufferPointer) throws(HTTPError) {
        if version.equals("HTTP/1.1") { return }
        if version.equals("HTTP/1.0") {
            isVersion10 = true
            return
        }
        let isVersion =
            version.count == 8 && UnsafeRawBufferPointer(rebasing: version[..<5]).equals("HTTP/")
            && version[5] &- 0x30 < 10 && version[6] == UInt8(ascii: ".") && version[7] &- 0x30 < 10
        throw isVersion ? .versionNotSupported : .malformed("HTTP version")
    }

    /// The origin form, and the absolute form of the http schemes, whose authority this server does not need.
    private mutating func parseTarget(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) throws(HTTPError) {
        let target = UnsafeRawBufferPointer(rebasing: bytes[range])
        guard target.isVisibleASCII, target.position(of: UInt8(ascii: "#")) == nil else {
            throw .malformed("request target")
        }
        let start = Self.authorityEnd(target)
        guard let start, start < target.count, target[start] == UInt8(ascii: "/") else {
            throw .malformed("request target")
        }
        let mark = target.position(of: UInt8(ascii: "?"), from: start)
        let pathEnd = range.lowerBound + (mark ?? target.count)
        path = (range.lowerBound + start)..<pathEnd
        query = mark == nil ? pathEnd..<pathEnd : (pathEnd + 1)..<range.upperBound
    }

    private static func method(_ name: UnsafeRawBufferPointer) throws(HTTPError) -> HTTPRequest.Method {
        if name.equals("POST") { return .post }
        if name.equals("GET") { return .get }
        let known: [StaticString] = ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"]
        throw known.contains { name.equals($0) } ? .methodNotAllowed : .methodUnknown
    }
}
