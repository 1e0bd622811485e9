/// The parameters that WeChat signs a request with, read where they stand in the query.
///
/// Strict, because everything that is trusted hangs on it: a parameter that comes twice, or as `nonce[]`, or written
/// with `%`, could be one thing to the signature and another to somebody else.
package struct SignedQuery {
    package private(set) var signature: UnsafeRawBufferPointer?
    package private(set) var timestamp: UnsafeRawBufferPointer?
    package private(set) var nonce: UnsafeRawBufferPointer?
    package private(set) var echostr: UnsafeRawBufferPointer?
    package private(set) var encryptType: UnsafeRawBufferPointer?

    /// Reads a query without its `?`. Parameters that are not WeChat's are left alone.
    package init(_ query: UnsafeRawBufferPointer) throws(Refusal) {
        var rest = query
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.count
            try add(UnsafeRawBufferPointer(rebasing: rest[..<end]))
            rest = UnsafeRawBufferPointer(rebasing: rest[min(end + 1, rest.count)...])
        }
    }

    private mutating func add(_ pair: UnsafeRawBufferPointer) throws(Refusal) {
        let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.count
        let name = UnsafeRawBufferPointer(rebasing: pair[..<equals])
        let value = UnsafeRawBufferPointer(rebasing: pair[min(equals + 1, pair.count)...])
        if name.elementsEqual("signature".utf8) {
            try Self.set(&signature, value, "signature")
        } else if name.elementsEqual("timestamp".utf8) {
            try Self.set(&timestamp, value, "timestamp")
        } else if name.elementsEqual("nonce".utf8) {
            try Self.set(&nonce, value, "nonce")
        } else if name.elementsEqual("echostr".utf8) {
            try Self.set(&echostr, value, "echostr")
        } else if name.elementsEqual("encrypt_type".utf8) {
            try Self.set(&encryptType, value, "encrypt_type")
        } else if name.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "[") }) {
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
