import CLibevent
import Glibc

/// Why no listener could be made, with what the system said.
package struct ListenError: Error, CustomStringConvertible {
    package var address: SocketAddress
    package var errorNumber: Int32

    package var description: String {
        "cannot listen on \(address): \(String(cString: strerror(errorNumber)))"
    }
}

/// Listening sockets on one address, one for each loop.
///
/// TCP sockets share the address by SO_REUSEPORT, so the kernel spreads connections over the loops; a Unix socket is
/// one, duplicated.
package struct ListeningSockets {
    /// Where they listen: with the port that the system chose when 0 was asked for.
    package let address: SocketAddress
    /// One descriptor for each loop, each to be owned by one `HTTPListener`.
    package let descriptors: [Int32]

    /// Binds and listens. Nothing is accepted before a listener takes the descriptors.
    package init(_ address: SocketAddress, count: Int) throws(ListenError) {
        switch address {
        case .unix(let path):
            try Self.removeStaleSocket(path, address)
            let first = try Self.listen(address, isFirst: true)
            // The signature is what protects a push; the socket must be open to whatever user nginx runs as.
            chmod(path, 0o666)
            self.address = address
            descriptors = try Self.open(count - 1, behind: first) { () throws(ListenError) in
                let copy = fcntl(first, F_DUPFD_CLOEXEC, 0)
                guard copy >= 0 else { throw Self.failure(address, copy) }
                return copy
            }
        case .ip:
            let first = try Self.listen(address, isFirst: true)
            let address = SocketAddress(of: first) ?? address
            self.address = address
            descriptors = try Self.open(count - 1, behind: first) { () throws(ListenError) in
                try Self.listen(address, isFirst: false)
            }
        }
    }

    /// Those that another process has opened and handed over; nil when they are none. They are not handed on from here.
    package init?(inherited descriptors: [Int32]) {
        guard let first = descriptors.first, descriptors.allSatisfy(Self.isListening),
            let address = SocketAddress(of: first)
        else { return nil }
        for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        self.address = address
        self.descriptors = descriptors
    }

    /// Gives them up before a listener has taken them.
    package func close() {
        for descriptor in descriptors { Glibc.close(descriptor) }
    }

    private static func isListening(_ descriptor: Int32) -> Bool {
        var answer: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &answer, &length) == 0 && answer != 0
    }

    /// So many more descriptors, or none.
    private static func open(
        _ count: Int, behind first: Int32, _ next: () throws(ListenError) -> Int32
    ) throws(ListenError) -> [Int32] {
        var descriptors = [first]
        do throws(ListenError) {
            for _ in 0..<count { descriptors.append(try next()) }
        } catch {
            for descriptor in descriptors { Glibc.close(descriptor) }
            throw error
        }
        return descriptors
    }

    /// A socket that listens: the first on its address, or one more beside the first.
    private static func listen(_ address: SocketAddress, isFirst: Bool) throws(ListenError) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, type, 0)
        guard descriptor >= 0 else { throw failure(address, descriptor) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, 4)
        if address.family == AF_INET6 { setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &on, 4) }
        if !isFirst { setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, 4) }
        var storage = sockaddr_storage()
        let status = address.withSockaddr(&storage) { bind(descriptor, $0, $1) }
        guard status == 0 else { throw failure(address, descriptor) }
        // The first shares its port only when it has it: a second wechatd would otherwise join in silence.
        if isFirst { setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, 4) }
        guard Glibc.listen(descriptor, 1_024) == 0 else { throw failure(address, descriptor) }
        return descriptor
    }

    private static func failure(_ address: SocketAddress, _ descriptor: Int32) -> ListenError {
        let error = ListenError(address: address, errorNumber: errno)
        if descriptor >= 0 { Glibc.close(descriptor) }
        return error
    }

    /// Removes the socket of a process that is gone; one that answers stays, and `bind` says so.
    private static func removeStaleSocket(_ path: String, _ address: SocketAddress) throws(ListenError) {
        // A file that is no socket refuses connections as well.
        var file = stat()
        guard lstat(path, &file) == 0, file.st_mode & S_IFMT == S_IFSOCK else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure(address, descriptor) }
        defer { Glibc.close(descriptor) }
        var storage = sockaddr_storage()
        let status = address.withSockaddr(&storage) { connect(descriptor, $0, $1) }
        if status != 0, errno == ECONNREFUSED { unlink(path) }
    }
}
