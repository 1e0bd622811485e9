import Glibc
import Testing

@testable import Networking

@Suite struct ListeningSocketsTests {
    @Test(arguments: ["127.0.0.1:0", "[::1]:0"])
    func freePortIsChosenForAllLoops(_ text: String) throws {
        let address = try #require(SocketAddress(text))
        let sockets = try Self.open(address, count: 3)
        defer { sockets.descriptors.forEach { close($0) } }
        guard case .ip(_, let port) = sockets.address else { return #expect(Bool(false)) }
        #expect(port != 0)
        #expect(Set(sockets.descriptors).count == 3)
        #expect(sockets.descriptors.allSatisfy { $0 >= 0 })
    }

    @Test func connectionsAreSpreadOverAllLoops() throws {
        let sockets = try Self.open(.ip("127.0.0.1", port: 0), count: 3)
        defer { sockets.descriptors.forEach { close($0) } }
        let clients = try (0..<300).map { _ in try TestClient() }
        for client in clients { try client.connect(to: sockets.address) }
        for descriptor in sockets.descriptors {
            let connection = accept(descriptor, nil, nil)
            #expect(connection >= 0)
            close(connection)
        }
    }

    @Test func withoutDescriptorsNoneIsKept() async {
        await #expect(processExitsWith: .success) {
            // The process may have been born with descriptors of other tests.
            let open = (0..<65_536 as Range<Int32>).filter { fcntl($0, F_GETFD) >= 0 }
            let limit = Int(open.last ?? 2) + 151
            let free = limit - open.count
            limitDescriptors(rlim_t(limit))
            try withTemporaryPath { path in
                for address in [SocketAddress.ip("127.0.0.1", port: 0), .unix(path)] {
                    let error = #expect(throws: ListenError.self) { try ListeningSockets(address, count: free + 50) }
                    guard error?.errorNumber == EMFILE else { exit(1) }
                    for descriptor in try ListeningSockets(address, count: free / 2).descriptors { close(descriptor) }
                }
            }
        }
    }

    @Test func portOfAnotherServerIsNotShared() throws {
        let sockets = try Self.open(.ip("127.0.0.1", port: 0))
        defer { sockets.descriptors.forEach { close($0) } }
        let error = #expect(throws: ListenError.self) { try Self.open(sockets.address) }
        #expect(error?.errorNumber == EADDRINUSE)
        #expect(error?.description == "cannot listen on \(sockets.address): Address already in use")
    }

    @Test func foreignAddressIsRefused() {
        let error = #expect(throws: ListenError.self) { try Self.open(.ip("192.0.2.1", port: 0)) }
        #expect(error?.errorNumber == EADDRNOTAVAIL)
    }

    @Test func unixSocketIsOpenToAllUsers() throws {
        try withTemporaryPath { path in
            let sockets = try Self.open(.unix(path), count: 2)
            defer { sockets.descriptors.forEach { close($0) } }
            var status = stat()
            #expect(lstat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o666)
            #expect(Set(sockets.descriptors).count == 2)
        }
    }

    @Test func socketOfADeadProcessIsReplaced() throws {
        try withTemporaryPath { path in
            for _ in 0..<2 {
                for descriptor in try Self.open(.unix(path)).descriptors {
                    // A process that another test forks at this moment has a copy of it: closing is not enough.
                    shutdown(descriptor, Int32(SHUT_RDWR))
                    close(descriptor)
                }
            }
        }
    }

    @Test func socketOfALivingProcessIsNotReplaced() throws {
        try withTemporaryPath { path in
            let sockets = try Self.open(.unix(path))
            defer { sockets.descriptors.forEach { close($0) } }
            let error = #expect(throws: ListenError.self) { try Self.open(.unix(path)) }
            #expect(error?.errorNumber == EADDRINUSE)
        }
    }

    @Test func fileThatIsNoSocketIsNotRemoved() {
        withTemporaryPath { path in
            close(creat(path, 0o600))
            let error = #expect(throws: ListenError.self) { try Self.open(.unix(path)) }
            #expect(error?.errorNumber == EADDRINUSE)
            #expect(access(path, F_OK) == 0)
        }
    }

    @Test func anotherProcessGoesOnWithThem() throws {
        let sockets = try Self.open(.ip("127.0.0.1", port: 0), count: 2)
        let client = try TestClient()
        try client.connect(to: sockets.address)
        // As another process has them: it knows nothing but the numbers.
        let copies = sockets.descriptors.map { fcntl($0, F_DUPFD, 0) }
        sockets.close()
        let inherited = try #require(ListeningSockets(inherited: copies))
        defer { inherited.close() }
        #expect(inherited.address == sockets.address)
        #expect(inherited.descriptors == copies)
        #expect(copies.allSatisfy { fcntl($0, F_GETFD) == FD_CLOEXEC })
        let connections = copies.map { accept($0, nil, nil) }.filter { $0 >= 0 }
        #expect(connections.count == 1)
        connections.forEach { close($0) }
    }

    @Test func pathIsReadFromTheSocket() throws {
        try withTemporaryPath { path in
            let sockets = try Self.open(.unix(path), count: 2)
            defer { sockets.close() }
            #expect(ListeningSockets(inherited: sockets.descriptors)?.address == .unix(path))
        }
    }

    @Test(arguments: ["127.0.0.1:0", "0.0.0.0:0", "[::1]:0", "[::]:0"])
    func addressIsReadFromTheSocket(_ text: String) throws {
        let address = try #require(SocketAddress(text))
        let sockets = try Self.open(address)
        defer { sockets.close() }
        #expect("\(sockets.address)".hasPrefix(text.dropLast()))
        #expect(ListeningSockets(inherited: sockets.descriptors)?.address == sockets.address)
    }

    @Test func whatDoesNotListenIsNotInherited() throws {
        let sockets = try Self.open(.ip("127.0.0.1", port: 0))
        defer { sockets.close() }
        let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(other) }
        for descriptors in [[], [-1], [STDIN_FILENO], sockets.descriptors + [other]] {
            #expect(ListeningSockets(inherited: descriptors) == nil)
        }
    }

    private static func open(_ address: SocketAddress, count: Int = 1) throws -> ListeningSockets {
        try ListeningSockets(address, count: count)
    }
}
