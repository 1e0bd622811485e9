import Bytes
import Testing

@testable import Networking

@Suite struct HTTPResponseTests {
    @Test func bodyHasATypeAndALength() {
        #expect(
            Self.written("hello", .text)
                == """
                HTTP/1.1 200 OK\r\n\
                Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n\
                Content-Type: text/plain; charset=utf-8\r\n\
                X-Content-Type-Options: nosniff\r\n\
                Content-Length: 5\r\n\r\nhello
                """)
        #expect(Self.written("<xml/>", .xml).contains("Content-Type: text/xml; charset=utf-8\r\n"))
        #expect(Self.written("{}", .json).contains("Content-Type: application/json\r\n"))
        #expect(Self.written("a 1", .metrics).contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"))
    }

    @Test func statusAloneHasNoType() {
        #expect(
            Self.written(HTTPResponse(.forbidden), closes: true)
                == """
                HTTP/1.1 403 Forbidden\r\n\
                Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n\
                Connection: close\r\n\
                Content-Length: 0\r\n\r\n
                """)
    }

    @Test func methodNotAllowedSaysWhichAre() {
        #expect(Self.written(HTTPResponse(.methodNotAllowed)).contains("\r\nAllow: GET, POST\r\n"))
    }

    private static func written(_ body: String, _ type: HTTPResponse.ContentType) -> String {
        Array(body.utf8).withUnsafeBytes { written(HTTPResponse(type, $0)) }
    }

    private static func written(_ response: HTTPResponse, closes: Bool = false) -> String {
        var output = ByteBuffer()
        var date = HTTPDate()
        date.update(to: 0)
        response.write(to: &output, date: date, closes: closes)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
