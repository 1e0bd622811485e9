import Foundation
import TestSupport

/// A run of the built `wechatd`, or of a shell beside it.
final class Command {
    private let process = Process()
    private let directory: String

    /// The executable lies beside the tests'.
    static let wechatd = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("wechatd").path

    /// Starts `wechatd` with the arguments.
    convenience init(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws {
        try self.init(Self.wechatd, arguments, input, environment)
    }

    /// Starts a shell, for which `wechatd` is on the path.
    convenience init(shell script: String, environment: [String: String] = [:]) throws {
        let folder = URL(fileURLWithPath: Self.wechatd).deletingLastPathComponent().path
        let path = "\(folder):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        try self.init("/bin/sh", ["-c", script], "", environment.merging(["PATH": path]) { $1 })
    }

    private init(_ executable: String, _ arguments: [String], _ input: String, _ environment: [String: String]) throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try Data(input.utf8).write(to: URL(fileURLWithPath: directory + "/input"))
        for name in ["output", "error"] { try Data().write(to: URL(fileURLWithPath: "\(directory)/\(name)")) }
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // Files, because a pipe would have to be read meanwhile.
        let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: directory + "/input"))
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: directory + "/output"))
        let error = try FileHandle(forWritingTo: URL(fileURLWithPath: directory + "/error"))
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, error)
        try process.run()
        // Foundation keeps them otherwise, and other tests' processes inherit them.
        for handle in [input, output, error] { try handle.close() }
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// What it has written so far.
    var output: String { (try? String(contentsOfFile: directory + "/output", encoding: .utf8)) ?? "" }
    var error: String { (try? String(contentsOfFile: directory + "/error", encoding: .utf8)) ?? "" }

    /// Its number.
    var identifier: Int32 { process.processIdentifier }

    func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// Waits for its end. The exit status, or minus the signal that killed it.
    func status() throws -> Int32 {
        try eventually("the end of \(process.arguments ?? [])") { !process.isRunning }
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }
}
