@testable import Networking

/// A request as a value, to be compared.
struct ReadRequest: Equatable, CustomStringConvertible {
    var method: HTTPRequest.Method
    var path: String
    var query: String
    var fields: String
    var body: [UInt8]
    var keepsAlive: Bool

    init(_ request: HTTPRequest) {
        method = request.method
        path = String(decoding: request.path, as: UTF8.self)
        query = String(decoding: request.query, as: UTF8.self)
        fields = String(decoding: request.fields, as: UTF8.self)
        body = [UInt8](request.body)
        keepsAlive = request.keepsAlive
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var description: String { "\(method) \(path)?\(query) [\(fields)] \(text) \(keepsAlive)" }
}

/// What a parser made of the bytes of a connection.
struct Reading: Equatable {
    var requests: [ReadRequest] = []
    var error: HTTPError?
    /// Bytes that belong to no request yet.
    var left = 0

    /// Feeds a parser with the pieces one after the other, and keeps what it has not taken, as a connection does.
    init(_ pieces: [ArraySlice<UInt8>], _ limits: HTTPLimits = HTTPLimits()) {
        let size = pieces.reduce(0) { $0 + $1.count }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        defer { buffer.deallocate() }
        var parser = HTTPParser()
        for piece in pieces {
            UnsafeMutableRawBufferPointer(rebasing: buffer[left...]).copyBytes(from: piece)
            var rest = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(left + piece.count)])
            do {
                while !rest.isEmpty, let request = try parser.parse(&rest, limits) {
                    requests.append(ReadRequest(request))
                    rest = UnsafeMutableRawBufferPointer(rebasing: rest[parser.length...])
                    parser = HTTPParser()
                }
            } catch {
                self.error = error
                left = 0
                return
            }
            left = rest.count
            buffer.copyMemory(from: UnsafeRawBufferPointer(rest))
        }
    }

    /// All bytes in one piece.
    init(_ text: String, _ limits: HTTPLimits = HTTPLimits()) {
        self.init([Array(text.utf8)[...]], limits)
    }

    /// Each byte a piece of its own.
    init(byteByByte bytes: [UInt8], _ limits: HTTPLimits = HTTPLimits()) {
        self.init(bytes.indices.map { bytes[$0...$0] }, limits)
    }
}
