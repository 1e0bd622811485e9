import Testing

@testable import Networking

@Suite struct HTTPParserTests {
    @Test(arguments: RefusedRequest.all)
    func brokenRequestIsRefused(_ refused: RefusedRequest) {
        let reading = Reading([refused.bytes[...]])
        #expect(reading.error == refused.error)
        #expect(reading.requests.isEmpty)
    }

    @Test(arguments: RefusedRequest.all)
    func brokenRequestIsRefusedByteByByte(_ refused: RefusedRequest) {
        let reading = Reading(byteByByte: refused.bytes)
        #expect(reading.error == refused.error)
        #expect(reading.requests.isEmpty)
    }

    @Test func getIsReadAsSent() {
        let reading = Reading("GET /wechat/a%20b?signature=x&nonce=1 HTTP/1.1\r\nHost: a\r\nX-B:  c d \r\n\r\n")
        #expect(reading.requests.map(\.method) == [.get])
        #expect(reading.requests.map(\.path) == ["/wechat/a%20b"])
        #expect(reading.requests.map(\.query) == ["signature=x&nonce=1"])
        #expect(reading.requests.map(\.fields) == ["Host: a\r\nX-B:  c d \r\n"])
        #expect(reading.requests.map(\.body) == [[]])
        #expect(reading.left == 0)
    }

    @Test func bodyIsReadAsSent() {
        let body = [UInt8](0...255)
        let head = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 256\r\n\r\n"
        let reading = Reading([Array(head.utf8)[...], body[...]])
        #expect(reading.requests.map(\.method) == [.post])
        #expect(reading.requests.map(\.body) == [body])
    }

    @Test func bytesBehindARequestAreLeft() {
        let reading = Reading("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nabGET")
        #expect(reading.requests.map(\.text) == ["ab"])
        #expect(reading.left == 3)
    }

    @Test func requestsAreReadOneAfterTheOther() {
        let reading = Reading(
            "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
                + "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nGET"
                + "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nGET\r\n0\r\n\r\n"
                + "GET /d HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(reading.requests.map(\.path) == ["/a", "/b", "/c", "/d"])
        #expect(reading.requests.map(\.text) == ["", "GET", "GET", ""])
    }

    @Test func bodyOfAGetIsNotTheNextRequest() {
        let reading = Reading("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nGET GET")
        #expect(reading.requests.map(\.text) == ["GET "])
        #expect(reading.left == 3)
    }

    @Test func oneEmptyLineBeforeEachRequestIsSkipped() {
        let one = "\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
        #expect(Reading(one + one).requests.count == 2)
        #expect(Reading(byteByByte: Array((one + one).utf8)) == Reading(one + one))
    }

    @Test func nothingIsReadBehindARefusedRequest() {
        let reading = Reading("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(reading.error == .methodNotAllowed)
        #expect(reading.requests.isEmpty)
    }

    @Test func sizesAtTheirLimitsAreTaken() {
        let line = "GET /\(RefusedRequest.text(4_082)) HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(Reading(line).requests.count == 1)
        #expect(Reading(byteByByte: Array(line.utf8)).requests.count == 1)
        let header = "GET / HTTP/1.1\r\nHost: a\r\nA: \(RefusedRequest.text(8_178))\r\n\r\n"
        #expect(Reading(header).requests.count == 1)
        #expect(Reading(byteByByte: Array(header.utf8)).requests.count == 1)
        let fields = "GET / HTTP/1.1\r\nHost: a\r\n\(RefusedRequest.text(63, "A: b\r\n"))\r\n"
        #expect(Reading(fields).requests.count == 1)
        let body = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n\(RefusedRequest.text(65_536))"
        #expect(Reading(body).requests.map(\.body.count) == [65_536])
    }

    @Test func lineThatIsTooLongIsSoWhateverItsEndIs() {
        for end in ["\n", "\r\n", ""] {
            let line = "GET /\(RefusedRequest.text(4_096))\(end)"
            #expect(Reading(line).error == .requestLineTooLong)
            #expect(Reading(byteByByte: Array(line.utf8)).error == .requestLineTooLong)
        }
    }

    @Test func limitsAreTheOnesGiven() {
        func error(_ change: (inout HTTPLimits) -> Void) -> HTTPError? {
            var limits = HTTPLimits()
            change(&limits)
            return Reading("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd", limits).error
        }
        #expect(error { $0.requestLine = 15 } == nil)
        #expect(error { $0.requestLine = 14 } == .requestLineTooLong)
        #expect(error { $0.header = 28 } == nil)
        #expect(error { $0.header = 27 } == .headerTooLarge)
        #expect(error { $0.fields = 2 } == nil)
        #expect(error { $0.fields = 1 } == .headerTooLarge)
        #expect(error { $0.body = 4 } == nil)
        #expect(error { $0.body = 3 } == .bodyTooLarge)
    }

    @Test func parserKnowsHowFarARequestHasCome() throws {
        let bytes = Array("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab".utf8)
        func parser(_ count: Int) throws(HTTPError) -> HTTPParser {
            var parser = HTTPParser()
            var piece = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
            defer { UnsafeMutableRawPointer(piece.baseAddress)?.deallocate() }
            piece.copyBytes(from: bytes[..<count])
            _ = try parser.parse(&piece, HTTPLimits())
            return parser
        }
        #expect(HTTPParser().isAtStart)
        #expect(try !parser(1).isAtStart)
        #expect(try !parser(bytes.count - 3).isInBody)
        #expect(try parser(bytes.count - 2).isInBody)
        #expect(try parser(bytes.count - 2).expectsContinue)
        #expect(try parser(bytes.count - 1).roomNeeded == bytes.count)
        #expect(try !parser(bytes.count).isInBody)
        #expect(try parser(bytes.count).length == bytes.count)
    }
}
