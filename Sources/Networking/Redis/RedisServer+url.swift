extension RedisServer {
    /// Reads `redis://[[user]:password@]host[:port][/database]`, in user and password `%` and two digits for what a URL
    /// cannot hold, or `unix:/path`; nil when it is neither. There is no TLS.
    package init?(url: String) {
        if url.hasPrefix("unix:") {
            guard let address = RedisAddress(url) else { return nil }
            self.init(address)
            return
        }
        let scheme = "redis://"
        guard url.hasPrefix(scheme) else { return nil }
        var rest = url.dropFirst(scheme.count)
        var names: [String] = []
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            names = parts.compactMap(\.percentDecoded)
            guard parts.count == 2, names.count == 2, !names[1].isEmpty else { return nil }
            rest = rest[rest.index(after: at)...]
        }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let number = rest[slash...].dropFirst()
        guard let database = number.isEmpty ? 0 : Int(number), 0...65_535 ~= database,
            let address = RedisAddress(Self.withPort(rest[..<slash]))
        else { return nil }
        self.init(
            address, user: names.first.flatMap { $0.isEmpty ? nil : $0 }, password: names.last, database: database)
    }

    /// A host with the port that Redis has where none is given.
    private static func withPort(_ host: Substring) -> String {
        let end = host.last == "]" ? nil : host.lastIndex(of: ":")
        return end == nil ? host + ":6379" : String(host)
    }
}

extension Substring {
    /// The text with its `%41` made bytes; nil when one of them is none, or they are no UTF-8.
    fileprivate var percentDecoded: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = Substring(rest.prefix(2))
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let decoded = UInt8(digits, radix: 16) else {
                return nil
            }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
