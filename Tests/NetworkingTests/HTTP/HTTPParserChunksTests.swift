import Testing

@testable import Networking

@Suite struct HTTPParserChunksTests {
    static let bodies: [(chunks: String, body: String)] = [
        ("0\r\n\r\n", ""),
        ("00000000\r\n\r\n", ""),
        ("5\r\nabcde\r\n0\r\n\r\n", "abcde"),
        ("00000005\r\nabcde\r\n0\r\n\r\n", "abcde"),
        ("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde"),
        ("A\r\n0123456789\r\na\r\nabcdefghij\r\n0\r\n\r\n", "0123456789abcdefghij"),
        ("5;name=value\r\nabcde\r\n0;last\r\n\r\n", "abcde"),
        ("5;\"a b\"; c\tx\r\nabcde\r\n0\r\n\r\n", "abcde"),
        ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
        ("7\r\n0\r\n\r\nGE\r\n0\r\n\r\n", "0\r\n\r\nGE"),
        ("5\r\nabcde\r\n0\r\nA: b\r\nContent-Length: 9\r\n\r\n", "abcde"),
        ("5;\(RefusedRequest.text(254))\r\nabcde\r\n0\r\n\r\n", "abcde"),
        (RefusedRequest.text(1_024, "1\r\nx\r\n") + "0\r\n\r\n", RefusedRequest.text(1_024)),
        ("10000\r\n\(RefusedRequest.text(65_536))\r\n0\r\n\r\n", RefusedRequest.text(65_536)),
    ]

    @Test(arguments: bodies)
    func chunksAreJoined(_ sample: (chunks: String, body: String)) {
        let reading = Reading(Self.head + sample.chunks + "GET")
        #expect(reading.error == nil)
        #expect(reading.requests.map(\.text) == [sample.body])
        #expect(reading.left == 3)
    }

    @Test(arguments: bodies)
    func chunksAreJoinedByteByByte(_ sample: (chunks: String, body: String)) {
        let reading = Reading(byteByByte: Array((Self.head + sample.chunks + "GET").utf8))
        #expect(reading.error == nil)
        #expect(reading.requests.map(\.text) == [sample.body])
        #expect(reading.left == 3)
    }

    @Test func trailersAreNotFields() {
        let reading = Reading(Self.head + "0\r\nHost: b\r\nX: y\r\n\r\n")
        #expect(reading.requests.map(\.fields) == ["Host: a\r\nTransfer-Encoding: chunked\r\n"])
    }

    @Test func framingTakesNoRoomWhileTheBodyComes() {
        let chunk = "1;\(RefusedRequest.text(200))\r\nx\r\n"
        let pieces = (0..<1_000).map { _ in Array(chunk.utf8)[...] }
        let reading = Reading([Array(Self.head.utf8)[...]] + pieces)
        #expect(reading.left == Self.head.utf8.count + 1_000)
    }

    @Test func trailersTakeNoRoomEither() {
        let reading = Reading([Array(Self.head.utf8)[...], Array("0\r\n".utf8)[...], Array("A: b\r\n".utf8)[...]])
        #expect(reading.left == Self.head.utf8.count)
    }

    @Test func limitsAreTheOnesGiven() {
        func error(_ change: (inout HTTPLimits) -> Void) -> HTTPError? {
            var limits = HTTPLimits()
            change(&limits)
            return Reading(Self.head + "2;a\r\nab\r\n1\r\nc\r\n0\r\nA: b\r\n\r\n", limits).error
        }
        #expect(error { $0.chunks = 2 } == nil)
        #expect(error { $0.chunks = 1 } == .malformed("too many chunks"))
        #expect(error { $0.chunkLine = 3 } == nil)
        #expect(error { $0.chunkLine = 2 } == .malformed("chunk line too long"))
        #expect(error { $0.body = 3 } == nil)
        #expect(error { $0.body = 2 } == .bodyTooLarge)
        #expect(error { $0.fields = 3 } == nil)
        #expect(error { $0.fields = 2 } == .headerTooLarge)
        #expect(error { $0.header = 43 } == nil)
        #expect(error { $0.header = 42 } == .headerTooLarge)
    }

    static let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
}
