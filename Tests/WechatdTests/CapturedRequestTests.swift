import Testing

@testable import wechatd

@Suite struct CapturedRequestTests {
    @Test(arguments: ["\r\n", "\n"])
    func partsAreFound(_ end: String) throws {
        let lines = ["POST /a/b?signature=1&x=? HTTP/1.1", "Host: a", "X-WX-Source:  s", "", "<xml>", "", "</xml>"]
        let request = try #require(CapturedRequest(Array(lines.joined(separator: end).utf8)))
        #expect(request.path == "/a/b")
        #expect(request.query == "signature=1&x=?")
        #expect(String(decoding: request.body, as: UTF8.self) == ["<xml>", "", "</xml>"].joined(separator: end))
        #expect(request.field("x-wx-source") == "s")
        #expect(request.field("x-wx-openid") == nil)
    }

    @Test func partsMayBeMissing() throws {
        let bare = try #require(CapturedRequest(Array("GET / HTTP/1.0".utf8)))
        #expect((bare.path, bare.query, bare.body.count) == ("/", "", 0))
        let empty = try #require(CapturedRequest(Array("POST /a? HTTP/1.1\n\n".utf8)))
        #expect((empty.path, empty.query, empty.body.count) == ("/a", "", 0))
    }

    @Test(arguments: [
        "", "\n", "<xml><a>POST / HTTP/1.1</a></xml>", "{\"a\":\n1}", "POST /\n\na", "HTTP/1.1 200 OK\n\na",
        "\n\nPOST / HTTP/1.1",
    ])
    func documentIsNoRequest(_ text: String) {
        #expect(CapturedRequest(Array(text.utf8)) == nil)
    }
}
