@testable import Networking

/// What is wrong with a body's framing, and what is too large.
extension RefusedRequest {
    static let lengths = [
        post("no length", "", .lengthRequired),
        post("the length twice", "Content-Length: 5\r\nContent-Length: 5\r\n", .malformed("Content-Length")),
        post("the length in two cases", "Content-Length: 5\r\ncontent-length: 5\r\n", .malformed("Content-Length")),
        .init("no length in 1.0", "POST / HTTP/1.0\r\nHost: a\r\n\r\n", .lengthRequired),
        post("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", .malformed("Content-Length")),
        post("a length with a plus", "Content-Length: +5\r\n", .malformed("Content-Length")),
        post("a negative length", "Content-Length: -5\r\n", .malformed("Content-Length")),
        post("a list of lengths", "Content-Length: 5, 5\r\n", .malformed("Content-Length")),
        post("a length of 11 digits", "Content-Length: 00000000005\r\n", .malformed("Content-Length")),
        post("an empty length", "Content-Length:\r\n", .malformed("Content-Length")),
        post("a hexadecimal length", "Content-Length: 0x5\r\n", .malformed("Content-Length")),
        post("a length with a fraction", "Content-Length: 5.0\r\n", .malformed("Content-Length")),
        post("a blank in the length", "Content-Length: 1 1\r\n", .malformed("Content-Length")),
        post("digits of another script", "Content-Length: ５\r\n", .malformed("Content-Length")),
    ]

    static let codings = [
        post("length and coding", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", coding),
        post("coding and length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", coding),
        .init("coding in 1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", coding),
        post("the coding twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", coding),
        post("the coding and another", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", coding),
        post("a coding with a parameter", "Transfer-Encoding: chunked;a=b\r\n", coding),
        post("gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n", coding),
        post("chunked, chunked", "Transfer-Encoding: chunked, chunked\r\n", coding),
        post("chunked, and a comma", "Transfer-Encoding: chunked,\r\n", coding),
        post("xchunked", "Transfer-Encoding: xchunked\r\n", coding),
        post("identity", "Transfer-Encoding: identity\r\n", coding),
        post("identity and a length", "Transfer-Encoding: identity\r\nContent-Length: 5\r\n", coding),
        post("an empty coding", "Transfer-Encoding:\r\n", coding),
        post("a quoted coding", "Transfer-Encoding: \"chunked\"\r\n", coding),
        post("a coding with a vertical tab", "Transfer-Encoding: \u{B}chunked\r\n", .malformed("field value")),
        field("gzip with GET", "Transfer-Encoding: gzip", coding),
    ]

    static let chunks = [
        chunked("a chunk size of 9 digits", "000000005\r\nabcde\r\n0\r\n\r\n", size),
        chunked("a chunk size with 0x", "0x5\r\nabcde\r\n0\r\n\r\n", size),
        chunked("an empty chunk size", "\r\nabcde\r\n0\r\n\r\n", size),
        chunked("a blank before the chunk size", " 5\r\nabcde\r\n0\r\n\r\n", size),
        chunked("a blank behind the chunk size", "5 \r\nabcde\r\n0\r\n\r\n", size),
        chunked("a blank before the extension", "5 ;a\r\nabcde\r\n0\r\n\r\n", size),
        chunked("a negative chunk size", "-5\r\nabcde\r\n0\r\n\r\n", size),
        chunked("a chunk size with a plus", "+5\r\nabcde\r\n0\r\n\r\n", size),
        chunked("a chunk size that is no number", "five\r\nabcde\r\n0\r\n\r\n", size),
        chunked("an extension without a size", ";a\r\nabcde\r\n0\r\n\r\n", size),
        chunked("a control character in an extension", "5;a\u{1}\r\nabcde\r\n0\r\n\r\n", size),
        chunked("bare CR in an extension", "5;a\rb\r\nabcde\r\n0\r\n\r\n", size),
        chunked("bare LF behind a chunk size", "5\nabcde\r\n0\r\n\r\n", bareLF),
        chunked("bare LF behind the last chunk", "0\n\r\n", bareLF),
        chunked("bare LF for the last line", "0\r\n\n", bareLF),
        chunked("a chunk without CRLF", "5\r\nabcde0\r\n\r\n", .malformed("chunk data without CRLF")),
        chunked("a chunk with bare LF", "5\r\nabcde\n0\r\n\r\n", .malformed("chunk data without CRLF")),
        chunked("a chunk longer than its size", "4\r\nabcde\r\n0\r\n\r\n", .malformed("chunk data without CRLF")),
        chunked("a chunk line too long", "5;\(text(255))\r\nabcde\r\n0\r\n\r\n", .malformed("chunk line too long")),
        chunked("a chunk line without an end", "5;\(text(256))", .malformed("chunk line too long")),
        chunked("too many chunks", text(1_025, "1\r\nx\r\n") + "0\r\n\r\n", .malformed("too many chunks")),
        chunked("a bad trailer", "0\r\nA : b\r\n\r\n", .malformed("field name")),
        chunked("bare LF behind a trailer", "0\r\nA: b\n\r\n", bareLF),
        chunked("bare CR in a trailer", "0\r\nA: b\rC: d\r\n\r\n", .malformed("field value")),
        chunked("a folded trailer", "0\r\nA: b\r\n c: d\r\n\r\n", .malformed("field name")),
        chunked("a NUL in a trailer", "0\r\nA: \0\r\n\r\n", .malformed("field value")),
    ]

    static let tooLarge = [
        .init("request line too long", "GET /\(text(4_083)) HTTP/1.1\r\nHost: a\r\n\r\n", .requestLineTooLong),
        .init("request line without an end", "GET /\(text(4_093))", .requestLineTooLong),
        field("a header too large", "A: \(text(8_200))", .headerTooLarge),
        .init("a header without an end", "GET / HTTP/1.1\r\nHost: a\r\nA: \(text(8_182))", .headerTooLarge),
        field("a header one byte too large", "A: \(text(8_179))", .headerTooLarge),
        field("too many fields", text(63, "A: b\r\n") + "A: b", .headerTooLarge),
        chunked("too many fields with the trailers", "0\r\n" + text(63, "A: b\r\n") + "\r\n", .headerTooLarge),
        chunked("a header too large with the trailers", "0\r\nA: \(text(8_151))\r\n\r\n", .headerTooLarge),
        post("a body too large", "Content-Length: 65537\r\n", .bodyTooLarge),
        post("a body of 10 digits", "Content-Length: 9999999999\r\n", .bodyTooLarge),
        field("a body of a GET too large", "Content-Length: 65537", .bodyTooLarge),
        chunked("a chunk too large", "10001\r\n", .bodyTooLarge),
        chunked("a chunk of 4 GB", "FFFFFFFF\r\n", .bodyTooLarge),
        chunked("a second chunk too large", "1\r\na\r\n10000\r\n", .bodyTooLarge),
    ]

    static let expectations = [
        field("an unknown expectation", "Expect: 200-ok", .expectationFailed),
        field("two expectations", "Expect: 100-continue, 200-ok", .expectationFailed),
        field("an empty expectation", "Expect:", .expectationFailed),
        post("a body too large to be expected", "Content-Length: 65537\r\nExpect: 100-continue\r\n", .bodyTooLarge),
    ]

    static func text(_ count: Int, _ piece: String = "x") -> String {
        String(repeating: piece, count: count)
    }

    /// A POST with those field lines, each with its end.
    private static func post(_ name: String, _ lines: String, _ error: HTTPError) -> Self {
        .init(name, "POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n", error)
    }

    private static func chunked(_ name: String, _ body: String, _ error: HTTPError) -> Self {
        .init(name, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)", error)
    }

    private static let coding = HTTPError.malformed("Transfer-Encoding")
    private static let size = HTTPError.malformed("chunk size")
}
