import CLibevent
import Glibc

/// Where a listener listens: `host:port`, `[v6]:port`, or `unix:/path`.
package enum SocketAddress: Sendable, Equatable, CustomStringConvertible {
    /// An IP address in digits and a port; port 0 means any free one.
    case ip(String, port: UInt16)
    case unix(String)

    /// Reads an address. Nil when it is none; a name that would have to be looked up is none.
    package init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard path.hasPrefix("/"), path.utf8.count < 108 else { return nil }
            self = .unix(path)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
            text[text.index(after: colon)] != "+"
        else { return nil }
        var host = String(text[..<colon])
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = String(host.dropFirst().dropLast()) }
        guard host.contains(":") == isBracketed else { return nil }
        if host == "localhost" { host = "127.0.0.1" }
        if host.isEmpty || host == "*" { host = "0.0.0.0" }
        self = .ip(host, port: port)
        var storage = sockaddr_storage()
        guard withSockaddr(&storage, { _, length in length > 0 }) else { return nil }
    }

    /// Where a socket is bound; nil for what is no socket of these kinds.
    init?(of descriptor: Int32) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let bound = withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                getsockname(descriptor, address, &length) == 0 ? Self.read(address, length) : nil
            }
        }
        guard let bound else { return nil }
        self = bound
    }

    private static func read(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> SocketAddress? {
        if address.pointee.sa_family == AF_UNIX {
            let path = UnsafeRawPointer(address) + MemoryLayout<sa_family_t>.size
            return SocketAddress("unix:" + String(cString: path.assumingMemoryBound(to: CChar.self)))
        }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var port = [CChar](repeating: 0, count: Int(NI_MAXSERV))
        let format = NI_NUMERICHOST | NI_NUMERICSERV
        let status = getnameinfo(address, length, &host, socklen_t(NI_MAXHOST), &port, socklen_t(NI_MAXSERV), format)
        guard status == 0, let number = UInt16(text(port)) else { return nil }
        return .ip(text(host), port: number)
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    package var description: String {
        switch self {
        case .ip(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }

    var family: Int32 {
        switch self {
        case .ip(let host, _): host.contains(":") ? AF_INET6 : AF_INET
        case .unix: AF_UNIX
        }
    }

    /// The address as the kernel wants it. The length is 0 when it is not one.
    func withSockaddr<R>(
        _ storage: inout sockaddr_storage, _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> R
    ) -> R {
        withUnsafeMutablePointer(to: &storage) { storage in
            let length = fill(UnsafeMutableRawPointer(storage))
            return storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    private func fill(_ storage: UnsafeMutableRawPointer) -> socklen_t {
        switch self {
        case .ip(let host, let port) where host.contains(":"):
            let address = storage.bindMemory(to: sockaddr_in6.self, capacity: 1)
            address.pointee.sin6_family = sa_family_t(AF_INET6)
            address.pointee.sin6_port = port.bigEndian
            guard inet_pton(AF_INET6, host, &address.pointee.sin6_addr) == 1 else { return 0 }
            return socklen_t(MemoryLayout<sockaddr_in6>.size)
        case .ip(let host, let port):
            let address = storage.bindMemory(to: sockaddr_in.self, capacity: 1)
            address.pointee.sin_family = sa_family_t(AF_INET)
            address.pointee.sin_port = port.bigEndian
            guard inet_pton(AF_INET, host, &address.pointee.sin_addr) == 1 else { return 0 }
            return socklen_t(MemoryLayout<sockaddr_in>.size)
        case .unix(let path):
            let address = storage.bindMemory(to: sockaddr_un.self, capacity: 1)
            address.pointee.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.pointee.sun_path) { $0.copyBytes(from: path.utf8) }
            return socklen_t(MemoryLayout<sockaddr_un>.size)
        }
    }
}
