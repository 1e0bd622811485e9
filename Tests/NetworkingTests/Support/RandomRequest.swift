/// Requests that must be taken, made at random, and the way they come.
struct RandomRequest {
    var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
    }

    /// One to four requests, one behind the other.
    mutating func connection() -> [UInt8] {
        (0..<number(1...4)).flatMap { _ in request() }
    }

    mutating func request() -> [UInt8] {
        let isPost = chance(2)
        let target = (chance(4) ? "http://h.example:80" : "") + "/" + text(0...9, Self.pathBytes)
        let query = chance(2) ? "?" + text(0...20, Self.pathBytes + "?") : ""
        var lines = (0..<number(0...5)).map { _ in field() }
        lines.append(pick(["Host: a", "host:  h.example:8080\t", "HOST:[::1]:80"]))
        var body: [UInt8] = []
        switch number(0...2) {
        case 0 where !isPost: break
        case 1:
            lines.append(Self.coding)
            body = chunks()
        default:
            body = bytes(0...40)
            lines.append("Content-Length: \(body.count)")
        }
        lines.shuffle(using: &random)
        let version = chance(9) && !lines.contains(Self.coding) ? "HTTP/1.0" : "HTTP/1.1"
        lines.insert("\(isPost ? "POST" : "GET") \(target)\(query) \(version)", at: 0)
        let emptyLine = chance(9) ? "\r\n" : ""
        return Array("\(emptyLine)\(lines.joined(separator: "\r\n"))\r\n\r\n".utf8) + body
    }

    /// Cuts at random places.
    mutating func pieces(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        let longest = pick([2, 9, 60, 400])
        while !rest.isEmpty {
            let piece = rest.prefix(number(1...longest))
            pieces.append(piece)
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }

    private static let coding = "Transfer-Encoding: chunked"
    private static let pathBytes = "abcXYZ019-._~%/&=+!*'();:@$,"

    private mutating func field() -> String {
        if chance(6) { return pick(["Connection: close", "Connection: keep-alive, x", "Expect: 100-continue"]) }
        return "X-" + text(0...9, "abcXYZ019!#$%&'*+-.^_`|~") + ":" + text(0...20, "abc: \t,;=\"éñ语")
    }

    private mutating func chunks() -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<number(0...4) {
            let data = self.bytes(1...30)
            let zeros = String(repeating: "0", count: number(0...4))
            let name = chance(3) ? ";" + text(0...9, "ab=\" ;") : ""
            bytes += Array("\(zeros)\(String(data.count, radix: 16))\(name)\r\n".utf8) + data + [13, 10]
        }
        let trailers = (0..<number(0...2)).map { _ in field() + "\r\n" }.joined()
        return bytes + Array("0\r\n\(trailers)\r\n".utf8)
    }

    /// Bytes of a body, many of which look like framing.
    private mutating func bytes(_ count: ClosedRange<Int>) -> [UInt8] {
        (0..<number(count)).map { _ in chance(2) ? pick([13, 10, 0x30, 0x3B]) : UInt8(number(0...255)) }
    }

    private mutating func text(_ count: ClosedRange<Int>, _ characters: String) -> String {
        let characters = Array(characters)
        return String((0..<number(count)).map { _ in pick(characters) })
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[number(0...(elements.count - 1))]
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    /// True once in `count` times.
    private mutating func chance(_ count: Int) -> Bool {
        number(1...count) == 1
    }
}
