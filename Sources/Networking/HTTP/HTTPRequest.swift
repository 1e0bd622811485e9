import Bytes

/// A request whose framing was found right.
///
/// Its parts are views into the connection's buffer: they are valid until the handler's call returns. What is needed
/// longer must be copied.
package struct HTTPRequest {
    /// The two methods that are taken.
    package enum Method: Sendable {
        case get
        case post
    }

    package let method: Method
    /// The target's path as it was sent, not decoded.
    package let path: UnsafeRawBufferPointer
    /// What stands behind the target's `?`, not decoded; empty when there is none.
    package let query: UnsafeRawBufferPointer
    /// The field lines, each with its CRLF.
    let fields: UnsafeRawBufferPointer
    /// The body, its chunks joined.
    package let body: UnsafeRawBufferPointer
    /// Whether another request may follow on the connection.
    let keepsAlive: Bool

    /// The value of the first field of that name, which is given in lower case; nil when there is none.
    package func field(_ name: StaticString) -> UnsafeRawBufferPointer? {
        var rest = fields
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = UnsafeRawBufferPointer(rebasing: rest[..<(end - 1)])
            if let colon = line.firstIndex(of: UInt8(ascii: ":")),
                UnsafeRawBufferPointer(rebasing: line[..<colon]).equalsIgnoringCase(name)
            {
                return UnsafeRawBufferPointer(rebasing: line[(colon + 1)...]).trimmed()
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        }
        return nil
    }
}
