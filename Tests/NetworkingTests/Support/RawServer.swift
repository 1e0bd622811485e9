import Glibc
import Testing

@testable import Networking

/// A socket that listens, and does what the test does: connections are accepted and read by hand, blocking.
final class RawServer {
    let address: SocketAddress
    private let descriptor: Int32

    init() throws {
        let sockets = try ListeningSockets(.ip("127.0.0.1", port: 0), count: 1)
        address = sockets.address
        descriptor = sockets.descriptors[0]
        _ = fcntl(descriptor, F_SETFL, 0)
    }

    deinit { close(descriptor) }

    /// The next connection, whose request has been read to its end.
    func accept(bodyBytes: Int) -> Int32 {
        let connection = Glibc.accept(descriptor, nil, nil)
        read(connection, bodyBytes: bodyBytes)
        return connection
    }

    /// Reads a request with a body of so many bytes.
    func read(_ connection: Int32, bodyBytes: Int) {
        var received: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(connection, &room, room.count, 0)
            guard count > 0 else { return }
            received += room[..<count]
            guard let end = String(decoding: received, as: UTF8.self).utf8.firstRange(of: "\r\n\r\n".utf8) else {
                continue
            }
            let text = String(decoding: received, as: UTF8.self)
            if text.utf8.distance(from: end.upperBound, to: text.utf8.endIndex) >= bodyBytes { return }
        }
    }

    func send(_ text: String, on connection: Int32) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Closes so that the client gets a reset.
    func reset(_ connection: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        close(connection)
    }
}
