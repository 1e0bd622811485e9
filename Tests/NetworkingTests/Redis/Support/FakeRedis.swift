import Glibc
import Testing

@testable import Networking

/// A socket that listens, and says what the test says.
final class FakeRedis {
    let server: RedisServer
    private let descriptor: Int32

    init() throws {
        let sockets = try ListeningSockets(.ip("127.0.0.1", port: 0), count: 1)
        guard let address = RedisAddress("\(sockets.address)") else { throw Missing(what: "an address") }
        server = RedisServer(address)
        descriptor = sockets.descriptors[0]
        _ = fcntl(descriptor, F_SETFL, 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// Ends the wait for a connection, now and later.
    func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// The next connection.
    func accept() throws -> Line {
        let connection = Glibc.accept(descriptor, nil, nil)
        guard connection >= 0 else { throw Missing(what: "a connection") }
        return Line(connection)
    }

    /// The next connection, whose greeting is answered.
    func greet() throws -> Line {
        let line = try accept()
        try line.expect(["PING"])
        line.say("+PONG\r\n")
        return line
    }

    struct Missing: Error {
        var what: String
    }

    /// A connection. What is waited for comes within 20 seconds, or it throws.
    final class Line {
        private var descriptor: Int32
        private var received: [UInt8] = []

        init(_ descriptor: Int32) {
            self.descriptor = descriptor
            var limit = timeval(tv_sec: 20, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            // A test cuts an answer in pieces, and they should go as pieces.
            var one: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        }

        deinit { end() }

        /// Reads a command, which must be this one.
        func expect(_ command: RedisCommand) throws {
            while received.count < command.bytes.count {
                guard receive() else { throw Missing(what: "a command") }
            }
            let found = received.prefix(command.bytes.count)
            guard found.elementsEqual(command.bytes) else {
                throw Missing(what: "a command, there is \(String(decoding: found, as: UTF8.self))")
            }
            received.removeFirst(command.bytes.count)
        }

        /// Waits until the client has closed.
        func expectEnd() throws {
            while receive() {}
            guard errno != EAGAIN else { throw Missing(what: "the end of a connection") }
        }

        /// Reads a command of two words, and gives the second; nil when the client has closed.
        func nextWord() -> String? {
            while true {
                // `*2`, `$4`, the first word, a length, the second.
                let lines = received.split(separator: 10, maxSplits: 5, omittingEmptySubsequences: false)
                if lines.count == 6 {
                    received = Array(lines[5])
                    return String(decoding: lines[4].dropLast(), as: UTF8.self)
                }
                guard receive() else { return nil }
            }
        }

        func say(_ text: String) {
            let bytes = Array(text.utf8)
            _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }

        /// Closes so that the client gets a reset.
        func reset() {
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            end()
        }

        /// Says nothing more; what the client says can still be read.
        func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

        private func end() {
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }

        private func receive() -> Bool {
            var room = [UInt8](repeating: 0, count: 65_536)
            errno = 0
            let count = recv(descriptor, &room, room.count, 0)
            received += room.prefix(max(count, 0))
            return count > 0
        }
    }
}
