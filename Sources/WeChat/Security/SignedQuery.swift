import Bytes

/// The parameters that WeChat signs a request with, read where they stand in the query.
///
/// Strict, because everything that is trusted hangs on it: a parameter that comes twice, or as `nonce[]`, or written
/// with `%`, could be one thing to the signature and another to somebody else.
package struct SignedQuery {
    package private(set) var signature: UnsafeRawBufferPointer?
    package private(set) var timestamp: UnsafeRawBufferPointer?
    package private(set) var nonce: UnsafeRawBufferPointer?
    package private(set) var echostr: UnsafeRawBufferPointer?
    package private(set) var messageSignature: UnsafeRawBufferPointer?
    package private(set) var encryptType: UnsafeRawBufferPointer?

    /// Reads a query without its `?`. Parameters that are not WeChat's are left alone.
    package init(_ query: UnsafeRawBufferPointer) throws(Refusal) {
        var rest = query
        while !rest.isEmpty {
            let end = rest.position(of: UInt8(ascii: "&")) ?? rest.count
            try add(rest.view(0..<end))
            rest = rest.view(min(end + 1, rest.count)..<rest.count)
        }
    }

    private mutating func add(_ pair: UnsafeRawBufferPointer) throws(Refusal) {
        let mark = pair.position(of: UInt8(ascii: "=")) ?? pair.count
        let name = pair.view(0..<mark)
        let value = pair.view(min(mark + 1, pair.count)..<pair.count)
        if name.equals("signature") {
            try Self.set(&signature, value, "signature")
        } else if name.equals("timestamp") {
            try Self.set(&timestamp, value, "timestamp")
        } else if name.equals("nonce") {
            try Self.set(&nonce, value, "nonce")
        } else if name.equals("echostr") {
            try Self.set(&echostr, value, "echostr")
        } else if name.equals("encrypt_type") {
            try Self.set(&encryptType, value, "encrypt_type")
        } else if name.equals("msg_signature") {
            try Self.set(&messageSignature, value, "msg_signature")
        } else if name.position(of: UInt8(ascii: "%")) != nil || name.position(of: UInt8(ascii: "[")) != nil {
            throw .malformedParameter("name")
        }
    }

    private static func set(
        _ parameter: inout UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer, _ name: StaticString
    ) throws(Refusal) {
        guard parameter == nil else { throw .repeatedParameter(name) }
        parameter = value
    }
}
