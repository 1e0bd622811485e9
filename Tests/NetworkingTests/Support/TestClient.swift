import Glibc
import Testing

@testable import Networking

/// A blocking socket that is connected to a server. What it waits for comes within 20 seconds, or the test fails.
final class TestClient {
    private var descriptor: Int32
    private var received: [UInt8] = []

    struct Failure: Error {
        var what: String
        var errorNumber = errno
    }

    /// Connects. `receiveBuffer` is what the kernel keeps for a client that does not read.
    convenience init(_ server: TestServer, receiveBuffer: Int32? = nil) throws {
        try self.init(family: server.address.family, receiveBuffer: receiveBuffer)
        try connect(to: server.address)
    }

    /// Makes a socket that is to be connected.
    init(family: Int32 = AF_INET, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(what: "socket") }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
    }

    deinit { close() }

    func connect(to address: SocketAddress) throws {
        let status = withUnsafeTemporaryAllocation(of: sockaddr_storage.self, capacity: 1) { storage in
            UnsafeMutableRawBufferPointer(storage).initializeMemory(as: UInt8.self, repeating: 0)
            return address.withSockaddr(&storage[0]) { Glibc.connect(descriptor, $0, $1) }
        }
        guard status == 0 else { throw Failure(what: "connect") }
    }

    func send(_ text: String) {
        send(Array(text.utf8))
    }

    /// Sends until all is sent or the server takes no more.
    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// Sends a GET of the path, with more field lines.
    func get(_ path: String, _ fields: String = "") {
        send("GET \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
    }

    /// The next answer, or nil when the server has closed.
    func answer(_ sourceLocation: SourceLocation = #_sourceLocation) -> Answer? {
        while true {
            if let (answer, length) = Answer.first(in: received) {
                received.removeFirst(length)
                return answer
            }
            guard receive(65_536, sourceLocation) else { return nil }
        }
    }

    /// What comes until the server closes.
    func rest(_ sourceLocation: SourceLocation = #_sourceLocation) -> String {
        while receive(65_536, sourceLocation) {}
        defer { received = [] }
        return String(decoding: received, as: UTF8.self)
    }

    /// Reads at most so many bytes. False when the server has closed.
    func read(_ count: Int, _ sourceLocation: SourceLocation = #_sourceLocation) -> Bool {
        receive(count, sourceLocation)
    }

    /// Closes the half on which the client sends.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
    }

    /// Closes so that the server gets a reset.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        close()
    }

    /// Takes more bytes. False when the server has closed, or has reset the connection.
    private func receive(_ most: Int, _ sourceLocation: SourceLocation) -> Bool {
        let count = withUnsafeTemporaryAllocation(byteCount: most, alignment: 1) { room in
            let count = recv(descriptor, room.baseAddress, room.count, 0)
            if count > 0 { received.append(contentsOf: room[..<count]) }
            return count
        }
        if count < 0, errno == EAGAIN { Issue.record("the server did not answer", sourceLocation: sourceLocation) }
        return count > 0
    }
}

/// Lets the process have no descriptor from `count` on.
func limitDescriptors(_ count: rlim_t) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = count
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}

/// A response as a client sees it.
struct Answer: Equatable {
    var status: Int
    var head: String
    var body: String

    var closes: Bool { head.contains("\r\nConnection: close\r\n") }

    /// The response that the bytes begin with, and its length; nil when it is not complete.
    static func first(in bytes: [UInt8]) -> (Answer, Int)? {
        let end = Array("\r\n\r\n".utf8)
        let starts = bytes.indices.dropLast(3)
        guard let headEnd = starts.first(where: { bytes[$0] == 13 && bytes[$0..<($0 + 4)].elementsEqual(end) })
        else { return nil }
        let head = String(decoding: bytes[..<(headEnd + 4)], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        let length = lines.compactMap { Int($0.trimmingPrefix("Content-Length: ")) }.first ?? 0
        let total = headEnd + 4 + length
        guard bytes.count >= total else { return nil }
        let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let body = String(decoding: bytes[(headEnd + 4)..<total], as: UTF8.self)
        return (Answer(status: status, head: head, body: body), total)
    }
}
