import Glibc
import Logging
import Testing

@testable import WeChatServer

@Suite struct ProcessEndTests {
    /// The end of a shell that runs the script.
    private func end(of script: String) throws -> ProcessEnd {
        let words: [String] = ["sh", "-c", script]
        let arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        try #require(posix_spawn(&process, "/bin/sh", nil, nil, arguments, nil) == 0)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 { try #require(errno == EINTR) }
        return ProcessEnd(status)
    }

    @Test func statusAndSignalAreToldApart() throws {
        #expect(try end(of: "exit 0") == .status(0))
        #expect(try end(of: "exit 255") == .status(255))
        #expect(try end(of: "kill -9 $$") == .signal(SIGKILL))
        #expect(ProcessEnd(SIGILL | 0x80) == .signal(SIGILL), "with a core file")
    }

    @Test func exitStatusIsAShells() {
        #expect(ProcessEnd.status(78).exitStatus == 78)
        #expect(ProcessEnd.signal(SIGKILL).exitStatus == 137)
    }

    @Test func onlyWhatWouldNotFailAgainIsStartedAgain() {
        for status: Int32 in [0, 69, 78] { #expect(ProcessEnd.status(status).isFinal) }
        for status: Int32 in [1, 2, 127, 255] { #expect(!ProcessEnd.status(status).isFinal) }
        for signal in [SIGILL, SIGTRAP, SIGKILL, SIGTERM] { #expect(!ProcessEnd.signal(signal).isFinal) }
    }

    @Test func logNamesIt() {
        #expect(ProcessEnd.status(3).metadata == ["status": "3"])
        #expect(ProcessEnd.signal(SIGKILL).metadata == ["signal": "Killed"])
    }
}
