import Bytes

/// A request that somebody has captured and pasted: its lines end with LF or CRLF, and perhaps only parts are left.
struct CapturedRequest {
    /// The path, and what stands behind its `?`.
    let path: String
    let query: String
    let body: [UInt8]
    private let fields: [String]

    /// Reads a request line, header fields, a blank line and the body; nil when it does not begin with a request line.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        let words = Self.line(&rest).split(separator: " ")
        guard words.count == 3, words[0].allSatisfy(\.isUppercase), words[2].hasPrefix("HTTP/1.") else { return nil }
        var fields: [String] = []
        while true {
            let line = Self.line(&rest)
            if line.isEmpty { break }
            fields.append(line)
        }
        let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(target[0])
        query = target.count > 1 ? String(target[1]) : ""
        self.fields = fields
        body = Array(rest)
    }

    /// Takes the first line, without its end.
    private static func line(_ rest: inout ArraySlice<UInt8>) -> String {
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        let line = rest[..<end]
        rest = rest[end...].dropFirst()
        return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }

    /// The value of a header field, by its name in lower case.
    func field(_ name: StaticString) -> String? {
        fields.lazy.compactMap { line -> String? in
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "\(name)" else { return nil }
            return String(line[line.index(after: colon)...].drop { $0 == " " })
        }.first
    }
}
