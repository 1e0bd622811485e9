import Testing

@testable import Networking

/// A request that must be refused, and why. The parser's tests and those on a live socket go through the same table.
struct RefusedRequest: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var error: HTTPError

    init(_ name: String, _ text: String, _ error: HTTPError) {
        self.name = name
        bytes = Array(text.utf8)
        self.error = error
    }

    var testDescription: String { name }

    static let all = requestLines + targets + fields + lengths + codings + chunks + tooLarge + expectations

    static let requestLines = [
        line("one word", "GET", .malformed("request line")),
        line("no version", "GET /", .malformed("request line")),
        line("a space in front", " GET / HTTP/1.1", .malformed("method")),
        line("two spaces behind the method", "GET  / HTTP/1.1", .malformed("HTTP version")),
        line("two spaces before the version", "GET /  HTTP/1.1", .malformed("HTTP version")),
        line("a space behind the version", "GET / HTTP/1.1 ", .malformed("HTTP version")),
        line("a tab for a space", "GET\t/ HTTP/1.1", .malformed("request line")),
        line("a fourth word", "GET / x HTTP/1.1", .malformed("HTTP version")),
        line("a colon in the method", "GE:T / HTTP/1.1", .malformed("method")),
        line("a NUL in the method", "GE\0T / HTTP/1.1", .malformed("method")),
        line("lower case version", "GET / http/1.1", .malformed("HTTP version")),
        line("version without a minor number", "GET / HTTP/1", .malformed("HTTP version")),
        line("version with two digits", "GET / HTTP/1.10", .malformed("HTTP version")),
        line("version with a comma", "GET / HTTP/1,1", .malformed("HTTP version")),
        line("another protocol", "GET / SPDY/1.1", .malformed("HTTP version")),
        line("HTTP/2.0", "GET / HTTP/2.0", .versionNotSupported),
        line("HTTP/1.2", "GET / HTTP/1.2", .versionNotSupported),
        line("HTTP/0.9", "GET / HTTP/0.9", .versionNotSupported),
        line("HEAD", "HEAD / HTTP/1.1", .methodNotAllowed),
        line("PUT", "PUT / HTTP/1.1", .methodNotAllowed),
        line("DELETE", "DELETE / HTTP/1.1", .methodNotAllowed),
        line("PATCH", "PATCH / HTTP/1.1", .methodNotAllowed),
        line("TRACE", "TRACE / HTTP/1.1", .methodNotAllowed),
        line("OPTIONS", "OPTIONS / HTTP/1.1", .methodNotAllowed),
        line("OPTIONS of the server", "OPTIONS * HTTP/1.1", .methodNotAllowed),
        line("CONNECT", "CONNECT a.example:443 HTTP/1.1", .methodNotAllowed),
        line("unknown method", "BREW / HTTP/1.1", .methodUnknown),
        line("lower case method", "get / HTTP/1.1", .methodUnknown),
        line("two empty lines in front", "\r\n\r\nGET / HTTP/1.1", .malformed("request line")),
        .init("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .versionNotSupported),
        .init("a TLS hello", "\u{16}\u{3}\u{1}\u{2}\n", .malformed("a line that ends without CR")),
        .init("bare LF behind the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", bareLF),
        .init("only LF", "\n", bareLF),
        .init("bare CR in the request line", "GET / HTTP/1.1\rHost: a\r\n\r\n", .malformed("HTTP version")),
        .init("CR twice behind the request line", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", .malformed("HTTP version")),
    ]

    static let targets = [
        line("a control character in the target", "GET /\u{1} HTTP/1.1", .malformed("request target")),
        line("a NUL in the target", "GET /\0 HTTP/1.1", .malformed("request target")),
        line("DEL in the target", "GET /\u{7F} HTTP/1.1", .malformed("request target")),
        line("a tab in the target", "GET /\ta HTTP/1.1", .malformed("request target")),
        line("a fragment", "GET /#a HTTP/1.1", .malformed("request target")),
        line("non-ASCII in the target", "GET /é HTTP/1.1", .malformed("request target")),
        line("a target without a slash", "GET a HTTP/1.1", .malformed("request target")),
        line("a query without a path", "GET ?a=1 HTTP/1.1", .malformed("request target")),
        line("GET with an asterisk", "GET * HTTP/1.1", .malformed("request target")),
        line("another scheme", "GET ftp://a/ HTTP/1.1", .malformed("request target")),
        line("an absolute form without a host", "GET http:///a HTTP/1.1", .malformed("request target")),
        line("an absolute form without a path", "GET http://a HTTP/1.1", .malformed("request target")),
        line("an absolute form with a user", "GET http://u@a/ HTTP/1.1", .malformed("request target")),
    ]

    static let fields = [
        field("bare LF behind a field", "A: b\nC: d", bareLF),
        field("bare LF for the empty line", "A: b\r\n\n", bareLF),
        field("bare CR in a value", "A: b\rC: d", .malformed("field value")),
        field("CR twice behind a field", "A: b\r", .malformed("field value")),
        field("a folded line", "A: b\r\n c", .malformed("field name")),
        field("a folded line with a colon", "A: b\r\n\tc: d", .malformed("field name")),
        field("a space before the colon", "A : b", .malformed("field name")),
        field("a tab before the colon", "A\t: b", .malformed("field name")),
        field("an empty name", ": b", .malformed("field name")),
        field("no colon", "A", .malformed("field name")),
        field("a space in a name", "A B: c", .malformed("field name")),
        field("a separator in a name", "A(: b", .malformed("field name")),
        field("non-ASCII in a name", "é: b", .malformed("field name")),
        field("a NUL in a name", "A\0: b", .malformed("field name")),
        field("a NUL in a value", "A: b\0", .malformed("field value")),
        field("a control character in a value", "A: b\u{8}c", .malformed("field value")),
        field("DEL in a value", "A: b\u{7F}", .malformed("field value")),
        .init("a field folded into the request line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", .malformed("field name")),
        .init("no Host", "GET / HTTP/1.1\r\n\r\n", .malformed("no Host")),
        .init("no Host with the absolute form", "GET http://a/ HTTP/1.1\r\n\r\n", .malformed("no Host")),
        field("two Hosts", "Host: b", .malformed("Host")),
        field("the same Host twice", "hOST: a", .malformed("Host")),
        .init("two Hosts in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", .malformed("Host")),
        .init("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", .malformed("Host")),
        .init("a blank Host", "GET / HTTP/1.1\r\nHost: \t \r\n\r\n", .malformed("Host")),
        .init("a list for a Host", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", .malformed("Host")),
        .init("a user in the Host", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", .malformed("Host")),
        .init("a path in the Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .malformed("Host")),
    ]

    static let bareLF = HTTPError.malformed("a line that ends without CR")

    /// A request with that request line.
    static func line(_ name: String, _ line: String, _ error: HTTPError) -> Self {
        .init(name, "\(line)\r\nHost: a\r\n\r\n", error)
    }

    /// A GET with those field lines behind its Host.
    static func field(_ name: String, _ lines: String, _ error: HTTPError) -> Self {
        .init(name, "GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n", error)
    }
}
