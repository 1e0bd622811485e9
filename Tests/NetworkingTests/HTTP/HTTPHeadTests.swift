import Testing

@testable import Networking

@Suite struct HTTPHeadTests {
    @Test(arguments: [
        ("/", "/", ""),
        ("/a", "/a", ""),
        ("/a?", "/a", ""),
        ("/a?b=c", "/a", "b=c"),
        ("/a?b?c", "/a", "b?c"),
        ("//a", "//a", ""),
        ("/a/../b", "/a/../b", ""),
        ("/%00", "/%00", ""),
        ("/\"<>\\^`{|}", "/\"<>\\^`{|}", ""),
        ("http://a/", "/", ""),
        ("http://a:80/b?c", "/b", "c"),
        ("HTTPS://[::1]/b?c/d", "/b", "c/d"),
        ("http://a//b", "//b", ""),
    ])
    func targetHasPathAndQuery(_ target: String, _ path: String, _ query: String) {
        let reading = Reading("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(reading.requests.map(\.path) == [path])
        #expect(reading.requests.map(\.query) == [query])
    }

    @Test(arguments: [
        "A: b", "A:b", "A:", "A: ", "A:\tb\t", "!#$%&'*+-.^_`|~09azAZ: b", "A: b: c", "A: é语", "A: \"b\tc\"",
        "A: b\r\nA: b", "Content-Lengthy: x", "X-Transfer-Encoding: gzip",
    ])
    func fieldIsTaken(_ line: String) {
        let reading = Reading("GET / HTTP/1.1\r\nHost: a\r\n\(line)\r\n\r\n")
        #expect(reading.error == nil)
        #expect(reading.requests.map(\.fields) == ["Host: a\r\n\(line)\r\n"])
    }

    @Test(arguments: [
        "a", "a.example", "a.example:80", "127.0.0.1:8080", "[::1]", "[::1]:80", "a_b-c~d", "%E8%AF%AD", "\ta ",
    ])
    func hostIsTaken(_ host: String) {
        #expect(Reading("GET / HTTP/1.1\r\nHost:\(host)\r\n\r\n").requests.count == 1)
    }

    @Test(arguments: [("0", 0), ("5", 5), ("00005", 5), ("0000000005", 5), ("\t5 ", 5)])
    func lengthIsDecimal(_ value: String, _ length: Int) {
        let reading = Reading("POST / HTTP/1.1\r\nHost: a\r\ncontent-LENGTH:\(value)\r\n\r\nabcde")
        #expect(reading.requests.map(\.body.count) == [length])
    }

    @Test(arguments: ["chunked", "Chunked", "CHUNKED", " chunked\t"])
    func codingIsChunkedInAnyCase(_ value: String) {
        let reading = Reading("POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding:\(value)\r\n\r\n1\r\na\r\n0\r\n\r\n")
        #expect(reading.requests.map(\.text) == ["a"])
    }

    @Test(arguments: [
        ("HTTP/1.1", "A: b", true),
        ("HTTP/1.1", "Connection: keep-alive", true),
        ("HTTP/1.1", "Connection: close", false),
        ("HTTP/1.1", "cONNECTION: CLOSE", false),
        ("HTTP/1.1", "Connection: keep-alive, close", false),
        ("HTTP/1.1", "Connection: close , x", false),
        ("HTTP/1.1", "Connection:,\t,close\t,", false),
        ("HTTP/1.1", "Connection: x\r\nConnection: close", false),
        ("HTTP/1.1", "Connection: close\r\nConnection: keep-alive", false),
        ("HTTP/1.1", "Connection: closed", true),
        ("HTTP/1.1", "Connection: not close", true),
        ("HTTP/1.1", "Connection: \"close\"", true),
        ("HTTP/1.1", "Connection:", true),
        ("HTTP/1.1", "Connection: ,", true),
        ("HTTP/1.1", "Keep-Alive: close", true),
        ("HTTP/1.0", "A: b", false),
        ("HTTP/1.0", "Connection: keep-alive", false),
    ])
    func connectionIsAList(_ version: String, _ field: String, _ keepsAlive: Bool) {
        let reading = Reading("GET / \(version)\r\nHost: a\r\n\(field)\r\n\r\n")
        #expect(reading.requests.map(\.keepsAlive) == [keepsAlive])
    }

    @Test func requestOfHTTP10NeedsNoHost() {
        #expect(Reading("GET / HTTP/1.0\r\n\r\n").requests.count == 1)
        #expect(Reading("POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\na").requests.count == 1)
    }

    @Test(arguments: ["100-continue", "100-Continue"])
    func continueIsTheOnlyExpectation(_ value: String) {
        let reading = Reading("POST / HTTP/1.1\r\nHost: a\r\nExpect: \(value)\r\nContent-Length: 1\r\n\r\na")
        #expect(reading.requests.map(\.text) == ["a"])
    }

    /// Values and targets are looked at eight bytes at a time: each byte at each place of two words, and behind them.
    @Test func noByteThatIsForbiddenIsTakenAnywhere() {
        for place in 0..<18 {
            for byte in UInt8.min...UInt8.max {
                var text = [UInt8](repeating: UInt8(ascii: "x"), count: 18)
                text[place] = byte
                let value = Array("GET / HTTP/1.1\r\nHost: a\r\nA:".utf8) + text + [13, 10, 13, 10]
                let isControl = byte < 0x20 && byte != 0x09 || byte == 0x7F
                #expect((Reading([value[...]]).error == nil) == !isControl, "byte \(byte) at \(place) of a value")
                let target = Array("GET /".utf8) + text + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
                let isVisible = 0x21...0x7E ~= byte && byte != UInt8(ascii: "#")
                #expect((Reading([target[...]]).error == nil) == isVisible, "byte \(byte) at \(place) of a target")
            }
        }
    }

    @Test func tokenIsWhatTheGrammarSays() {
        let marks = Array("!#$%&'*+-.^_`|~".utf8)
        for byte in UInt8.min...UInt8.max {
            let isToken = withUnsafeBytes(of: byte) { HTTPHead.isToken($0) }
            let character = Character(UnicodeScalar(byte))
            let isAlphanumeric = character.isASCII && (character.isLetter || character.isNumber)
            #expect(isToken == (isAlphanumeric || marks.contains(byte)), "byte \(byte)")
        }
    }
}
