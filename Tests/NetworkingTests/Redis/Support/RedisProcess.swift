import Foundation
import Testing

@testable import Networking

/// A redis-server of one test, on a socket in a directory of its own.
final class RedisProcess {
    private(set) var server: RedisServer
    private let folder: String
    private let options: [String]
    private var process = Process()
    private var path: String { folder + "/socket" }

    /// Starts a server with options as on its command line.
    init(_ options: [String] = []) throws {
        folder = NSTemporaryDirectory() + "wechatd-redis-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        server = RedisServer(.unix(folder + "/socket"))
        self.options = options
        try start()
    }

    static func with(_ options: [String] = [], _ body: (RedisProcess) throws -> Void) throws {
        let process = try RedisProcess(options)
        defer {
            process.kill()
            try? FileManager.default.removeItem(atPath: process.folder)
        }
        try body(process)
    }

    /// Starts the server, and waits until it listens.
    func start() throws {
        unlink(path)
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["redis-server", "--port", "0", "--unixsocket", path, "--dir", folder, "--save", ""] + options
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        eventually("a redis-server") {
            (try? TestClient(family: AF_UNIX).connect(to: .unix(path))) != nil
        }
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Has the server stand still: the kernel takes connections and commands for it.
    func stall() { Foundation.kill(process.processIdentifier, SIGSTOP) }

    func goOn() { Foundation.kill(process.processIdentifier, SIGCONT) }
}
