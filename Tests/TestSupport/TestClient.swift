import Glibc

/// A blocking socket that is connected to a server. What it waits for comes within 30 seconds, or it throws.
package final class TestClient {
    private var descriptor: Int32
    private var received: [UInt8] = []

    package struct Failure: Error {
        package var what: String
        package var errorNumber = errno
    }

    /// Connects to `host:port` in digits, or to `unix:/path`.
    package init(_ address: String) throws {
        let path = address.hasPrefix("unix:") ? String(address.dropFirst(5)) : nil
        descriptor = socket(path == nil ? AF_INET : AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let status = path.map { connect(toPath: $0) } ?? connect(to: address)
        guard status == 0 else { throw Failure(what: "connect to \(address)") }
    }

    deinit { close() }

    package func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// Sends a GET and waits for the answer.
    package func get(_ target: String) throws -> Answer {
        send("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
        return try answer()
    }

    /// Sends a POST and waits for the answer.
    package func post(_ target: String, _ body: String) throws -> Answer {
        send(Self.request(target, body))
        return try answer()
    }

    /// A POST as it is sent.
    package static func request(_ target: String, _ body: String) -> String {
        "POST \(target) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// The next answer.
    package func answer() throws -> Answer {
        while true {
            if let (answer, length) = Answer.first(in: received) {
                received.removeFirst(length)
                return answer
            }
            guard try receive() else { throw Failure(what: "the server has closed") }
        }
    }

    /// What comes until the server closes.
    package func rest() throws -> String {
        while try receive() {}
        defer { received = [] }
        return String(decoding: received, as: UTF8.self)
    }

    package func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
    }

    /// Takes more bytes. False when the server has closed, or has reset the connection.
    private func receive() throws -> Bool {
        var room = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &room, room.count, 0)
        if count < 0, errno == EAGAIN { throw Failure(what: "no answer") }
        received += room.prefix(max(count, 0))
        return count > 0
    }

    private func connect(to address: String) -> Int32 {
        let parts = address.split(separator: ":")
        var raw = sockaddr_in()
        raw.sin_family = sa_family_t(AF_INET)
        raw.sin_port = parts.last.flatMap { UInt16($0) }?.bigEndian ?? 0
        inet_pton(AF_INET, String(parts[0]), &raw.sin_addr)
        return withUnsafePointer(to: &raw) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private func connect(toPath path: String) -> Int32 {
        var raw = sockaddr_un()
        raw.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &raw.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &raw) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

/// A response as a client sees it.
package struct Answer: Equatable, Sendable {
    package var status: Int
    /// The status line and the fields, without the one that differs from second to second.
    package var head: [String]
    package var body: String

    package init(status: Int, head: [String], body: String) {
        self.status = status
        self.head = head
        self.body = body
    }

    /// The response that the bytes begin with, and its length; nil when it is not complete.
    static func first(in bytes: [UInt8]) -> (Answer, Int)? {
        let end = Array("\r\n\r\n".utf8)
        let starts = bytes.indices.dropLast(3)
        guard let headEnd = starts.first(where: { bytes[$0] == 13 && bytes[$0..<($0 + 4)].elementsEqual(end) })
        else { return nil }
        let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).split(separator: "\r\n").map(String.init)
        let length = lines.compactMap { Int($0.trimmingPrefix("Content-Length: ")) }.first ?? 0
        let total = headEnd + 4 + length
        guard bytes.count >= total else { return nil }
        let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let head = lines.filter { !$0.hasPrefix("Date: ") }
        let body = String(decoding: bytes[(headEnd + 4)..<total], as: UTF8.self)
        return (Answer(status: status, head: head, body: body), total)
    }
}
