import Foundation
import TestSupport

/// A server that answers the request of each connection as it was told, and keeps what it was sent.
final class ScriptedServer: @unchecked Sendable {  // `received` is touched with the lock held, the rest is not changed
    let address: String
    private let descriptor: Int32
    private let answers: [String?]
    private let lock = NSLock()
    private var received: [String] = []

    /// Runs `body` with a server that gives these answers to its connections, one to each, and closes them. Connections
    /// with nil, and those behind the last answer, are kept open in silence.
    static func with<R>(_ answers: String?..., body: (ScriptedServer) throws -> R) throws -> R {
        let server = try ScriptedServer(answers)
        // Ends the thread that waits for a connection.
        defer { shutdown(server.descriptor, Int32(SHUT_RDWR)) }
        return try body(server)
    }

    private init(_ answers: [String?]) throws {
        self.answers = answers
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var raw = sockaddr_in()
        raw.sin_family = sa_family_t(AF_INET)
        raw.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &raw) { [descriptor] in
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) | listen(descriptor, 16) | getsockname(descriptor, address, &length)
            }
        }
        guard status == 0 else { throw TimedOut(what: "a port for the scripted server") }
        address = "127.0.0.1:\(UInt16(bigEndian: raw.sin_port))"
        Thread.detachNewThread { [self] in serve() }
    }

    /// The requests so far, head and body.
    var requests: [String] { lock.withLock { received } }

    private func serve() {
        var silent: [Int32] = []
        while case let connection = accept(descriptor, nil, nil), connection >= 0 {
            let request = read(connection)
            let answer = lock.withLock {
                received.append(request)
                return received.count <= answers.count ? answers[received.count - 1] : nil
            }
            guard let answer else {
                silent.append(connection)
                continue
            }
            send(connection, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
            close(connection)
        }
        for connection in silent + [descriptor] { close(connection) }
    }

    /// A whole request; what has come of it when the client has gone.
    private func read(_ connection: Int32) -> String {
        var bytes: [UInt8] = []
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            let parts = text.components(separatedBy: "\r\n\r\n")
            let length = parts[0].components(separatedBy: "Content-Length: ").dropFirst().first.flatMap {
                Int($0.prefix { $0.isNumber })
            }
            if parts.count > 1, parts[1].utf8.count >= length ?? 0 { return text }
            var room = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &room, room.count, 0)
            guard count > 0 else { return text }
            bytes += room.prefix(count)
        }
    }

    /// An answer with that status and body.
    static func answer(_ status: String, _ body: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}
