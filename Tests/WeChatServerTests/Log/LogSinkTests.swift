import Foundation
import Glibc
import TestSupport
import Testing

@testable import WeChatServer

@Suite struct LogSinkTests {
    /// A pipe that nobody has read from.
    private struct Pipe {
        let reader: Int32
        let writer: Int32

        /// With a socket, which cannot be opened anew, in place of a pipe.
        init(isSocket: Bool = false) {
            var ends: [Int32] = [0, 0]
            if isSocket {
                socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
            } else {
                Glibc.pipe(&ends)
            }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (reader, writer) = (ends[0], ends[1])
        }

        /// What is in the pipe.
        func text() -> String {
            _ = fcntl(reader, F_SETFL, O_NONBLOCK)
            var bytes: [UInt8] = []
            var room = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(reader, &room, room.count)
                guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
                bytes += room.prefix(count)
            }
        }

        func close() {
            Glibc.close(reader)
            Glibc.close(writer)
        }
    }

    private func write(_ text: String, to sink: LogSink) {
        Array(text.utf8).withUnsafeBytes { sink.write($0) }
    }

    @Test(arguments: [false, true]) func linesGoIntoAPipe(isSocket: Bool) {
        let pipe = Pipe(isSocket: isSocket)
        defer { pipe.close() }
        let sink = LogSink(descriptor: pipe.writer)
        let lines = (0..<1_000).map { "line \($0)\n" }.joined()
        write(lines, to: sink)
        write("last\n", to: sink)
        #expect(pipe.text() == lines + "last\n")
        #expect(sink.lostLines == 0)
    }

    @Test(arguments: [false, true]) func pipeThatNobodyReadsCostsLinesAndNoTime(isSocket: Bool) {
        let pipe = Pipe(isSocket: isSocket)
        defer { pipe.close() }
        let sink = LogSink(descriptor: pipe.writer)
        for number in 0..<10_000 { write("line \(number) of those that nobody reads\n", to: sink) }
        let kept = pipe.text()
        let lines = kept.split(separator: "\n")
        #expect(kept.hasSuffix("\n"))
        #expect(lines.allSatisfy { $0.hasPrefix("line ") && $0.hasSuffix(" of those that nobody reads") })
        #expect(lines.count + sink.lostLines == 10_000)
        #expect(sink.lostLines > 1_000)
        write("read again\n", to: sink)
        #expect(pipe.text() == "read again\n")
    }

    @Test func lineLongerThanThePipeHasRoomIsCutAndEndsByItself() {
        let pipe = Pipe()
        defer { pipe.close() }
        let sink = LogSink(descriptor: pipe.writer)
        write(String(repeating: "a", count: 200_000) + "\nb\n", to: sink)
        #expect(sink.lostLines == 2)
        let cut = pipe.text()
        #expect(cut.allSatisfy { $0 == "a" })
        write("next\n", to: sink)
        #expect(pipe.text() == "\nnext\n")
        #expect(sink.lostLines == 2)
    }

    @Test func longLineThatFindsRoomIsWhole() {
        let pipe = Pipe()
        defer { pipe.close() }
        let sink = LogSink(descriptor: pipe.writer)
        let text = String(repeating: "a", count: 10_000) + "\n" + String(repeating: "b", count: 10_000) + "\n"
        write(text, to: sink)
        #expect(pipe.text() == text)
        #expect(sink.lostLines == 0)
    }

    @Test func closedDescriptorCostsLines() {
        let sink = LogSink(descriptor: -1)
        write("a\nb\n", to: sink)
        #expect(sink.lostLines == 2)
    }

    @Test func pipeWithoutAReaderCostsLines() async {
        // SIGPIPE is the process's: the server ignores it.
        await #expect(processExitsWith: .success) {
            signal(SIGPIPE, SIG_IGN)
            var ends: [Int32] = [0, 0]
            Glibc.pipe(&ends)
            Glibc.close(ends[0])
            let sink = LogSink(descriptor: ends[1])
            Array("a\nb\n".utf8).withUnsafeBytes { sink.write($0) }
            exit(sink.lostLines == 2 ? 0 : 1)
        }
    }

    @Test func linesGoIntoAFile() throws {
        let log = TestLog()
        let sink = LogSink(descriptor: log.descriptor)
        let lines = (0..<10_000).map { "line \($0)\n" }.joined()
        write(lines, to: sink)
        #expect(log.text == lines)
        #expect(sink.lostLines == 0)
    }

    @Test func fullDiskCostsLines() throws {
        let descriptor = open("/dev/full", O_WRONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { Glibc.close(descriptor) }
        let sink = LogSink(descriptor: descriptor)
        write("a\nb\nc\n", to: sink)
        #expect(sink.lostLines == 3)
    }

    @Test func linesOfSeveralThreadsStayWhole() async {
        let log = TestLog()
        let sink = LogSink(descriptor: log.descriptor)
        await withTaskGroup { group in
            for name in ["a", "b", "c", "d"] {
                group.addTask {
                    for _ in 0..<500 { write(String(repeating: name, count: 100) + "\n", to: sink) }
                }
            }
        }
        #expect(log.lines.count == 2_000)
        #expect(log.lines.allSatisfy { $0.count == 100 && Set($0).count == 1 })
    }
}
