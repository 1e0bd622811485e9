import Networking
import Glibc
import Synchronization

/// Where log lines end: standard error, written to by every loop and never waited for.
///
/// A pipe that nobody reads or a full disk costs lines, which are counted, and never the server's time.
final class LogSink: Sendable {
    /// Held while one loop writes, because two that both see room for one would write for two.
    private let turn = Locked(())
    private let lost = Atomic<Int>(0)
    private let descriptor: Int32
    /// Whether a write may wait for a reader.
    private let mayBlock: Bool

    /// What a pipe is sure to take at once when it takes anything.
    private static let piece = 4_096

    init(descriptor: Int32 = STDERR_FILENO) {
        self.descriptor = descriptor
        var status = stat()
        fstat(descriptor, &status)
        mayBlock = status.st_mode & S_IFMT != S_IFREG
    }

    /// Lines that could not be written.
    var lostLines: Int { lost.load(ordering: .relaxed) }

    /// Writes whole lines, each with its end. What cannot be written at once is dropped.
    func write(_ lines: UnsafeRawBufferPointer) {
        turn.withLock { _ in
            var rest = lines
            while !rest.isEmpty {
                let piece = mayBlock ? Self.wholeLines(of: rest) : rest
                guard hasRoom, put(piece) else {
                    lost.add(rest.count { $0 == UInt8(ascii: "\n") }, ordering: .relaxed)
                    return
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
            }
        }
    }

    private var hasRoom: Bool {
        guard mayBlock else { return true }
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&state, 1, 0) == 1 && state.revents & Int16(POLLOUT) != 0
    }

    private func put(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        while count < 0, errno == EINTR { count = Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
        return count == bytes.count
    }

    private static func wholeLines(of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard bytes.count > piece else { return bytes }
        let end = bytes[..<piece].lastIndex(of: UInt8(ascii: "\n")) ?? piece - 1
        return UnsafeRawBufferPointer(rebasing: bytes[...end])
    }
}
