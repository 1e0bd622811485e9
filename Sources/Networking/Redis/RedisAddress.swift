/// Where a Redis server listens: `host:port`, `[v6]:port`, or `unix:/path`. The host may be a name.
package enum RedisAddress: Sendable, Equatable, CustomStringConvertible {
    case host(String, port: UInt16)
    case unix(String)

    /// Reads an address; nil when it is none.
    package init?(_ text: String) {
        if let address = SocketAddress(text), !text.hasPrefix("*:"), !text.hasPrefix(":") {
            switch address {
            case .ip(let host, let port): self = .host(host, port: port)
            case .unix(let path): self = .unix(path)
            }
        } else {
            guard let (name, port) = Self.name(text) else { return nil }
            self = .host(name, port: port)
        }
        if case .host(_, port: 0) = self { return nil }
    }

    package var description: String {
        switch self {
        case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }

    /// A name that has to be looked up, and its port.
    private static func name(_ text: String) -> (String, UInt16)? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let port = UInt16(parts[1]), parts[1].first != "+" else { return nil }
        let isName = parts[0].utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true  // digits, letters, - . _
            default: false
            }
        }
        guard isName, (1...253).contains(parts[0].utf8.count) else { return nil }
        return (String(parts[0]), port)
    }
}
