import Foundation

/// A redis-server of one test, on a socket in a directory of its own.
package final class RedisProcess {
    private let folder: String
    private let options: [String]
    private var process = Process()

    /// The path of its socket.
    package var path: String { folder + "/socket" }

    /// Starts a server with options as on its command line.
    private init(_ options: [String]) throws {
        folder = NSTemporaryDirectory() + "wechatd-redis-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        self.options = options
        try start()
    }

    /// Calls `body` with a server, which is killed after it.
    package static func with<R>(_ options: [String] = [], _ body: (RedisProcess) throws -> R) throws -> R {
        let process = try RedisProcess(options)
        defer { process.end() }
        return try body(process)
    }

    /// The same for tests that wait in tasks.
    package static func with<R>(_ options: [String] = [], _ body: (RedisProcess) async throws -> R) async throws -> R {
        let process = try RedisProcess(options)
        defer { process.end() }
        return try await body(process)
    }

    private func end() {
        kill()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Starts the server, and waits until it listens.
    package func start() throws {
        unlink(path)
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["redis-server", "--port", "0", "--unixsocket", path, "--dir", folder, "--save", ""] + options
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        try eventually("a redis-server") { (try? TestClient("unix:" + path)) != nil }
    }

    package func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Has the server stand still: the kernel takes connections and commands for it.
    package func stall() { Foundation.kill(process.processIdentifier, SIGSTOP) }

    package func goOn() { Foundation.kill(process.processIdentifier, SIGCONT) }
}
