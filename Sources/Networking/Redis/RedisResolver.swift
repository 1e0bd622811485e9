import CLibevent
import Glibc

/// Looks the address of a name up, on a thread that may wait for it.
///
/// Each time anew, because a server that has moved is found so. One lookup at a time: where the name service hangs, as
/// many threads of the pool hang as there are links, and no more.
final class RedisResolver: @unchecked Sendable {  // used on its loop only, to which the result goes
    private static let pool = BlockingPool(size: 8)

    private let loop: EventLoop
    private let found: (String?) -> Void
    private var isLooking = false

    /// A resolver that calls `found` on the loop with the address in digits, or with nil when there is none.
    init(_ loop: EventLoop, _ found: @escaping (String?) -> Void) {
        self.loop = loop
        self.found = found
    }

    /// Looks for `name`, unless it is still looking.
    func look(for name: String) {
        guard !isLooking else { return }
        isLooking = true
        Task(executorPreference: Self.pool) { [self] in
            let digits = Self.address(of: name, AF_INET) ?? Self.address(of: name, AF_INET6)
            loop.execute { [self] in
                isLooking = false
                found(digits)
            }
        }
    }

    /// Whether the host is an address already.
    static func isAddress(_ host: String) -> Bool {
        var room = in6_addr()
        return inet_pton(host.contains(":") ? AF_INET6 : AF_INET, host, &room) == 1
    }

    private static func address(of name: String, _ family: Int32) -> String? {
        var wanted = addrinfo()
        wanted.ai_family = family
        wanted.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &wanted, &first) == 0, let first else { return nil }
        defer { freeaddrinfo(first) }
        var digits = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = getnameinfo(
            first.pointee.ai_addr, first.pointee.ai_addrlen, &digits, socklen_t(digits.count), nil, 0, NI_NUMERICHOST)
        guard status == 0 else { return nil }
        return String(decoding: digits.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
