import Bytes
import Glibc
import Networking
import Synchronization

/// Where log lines end: standard error, written to by every loop and never waited for.
///
/// A pipe that nobody reads or a full disk costs lines, which are counted, and never the server's time.
final class LogSink: Sendable {
    /// Whether the last line has no end, because its rest found no room. Held while one loop writes, because two that
    /// both see room for one would write for two.
    private let isCut = Locked(false)
    private let lost = Atomic<Int>(0)
    private let descriptor: Int32
    /// Whether lines may find no room: all but files are written to in pieces.
    private let isStream: Bool
    /// Whether the descriptor is ours, opened anew so that a write to it waits for nobody. The one that was given is
    /// shared with whoever gave it, and has to be asked for room before each write.
    private let isOwn: Bool

    /// What a pipe is sure to take at once when it takes anything.
    private static let piece = 4_096

    init(descriptor: Int32 = STDERR_FILENO) {
        var status = stat()
        fstat(descriptor, &status)
        isStream = status.st_mode & S_IFMT != S_IFREG
        // Not to be had for a socket, and for a pipe that another user has made.
        let own = isStream ? open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) : -1
        isOwn = own >= 0
        self.descriptor = isOwn ? own : descriptor
    }

    deinit {
        if isOwn { close(descriptor) }
    }

    /// Lines that could not be written.
    var lostLines: Int { lost.load(ordering: .relaxed) }

    /// Writes whole lines, each with its end. What cannot be written at once is dropped.
    func write(_ lines: UnsafeRawBufferPointer) {
        isCut.withLock { isCut in
            if isCut { isCut = !putEnd() }
            var written = 0
            while written < lines.count, !isCut {
                let piece = piece(of: lines.view(written..<lines.count))
                let count = put(piece)
                written += count
                guard count == piece.count else { break }
            }
            guard written < lines.count else { return }
            if written > 0 { isCut = lines[written - 1] != Self.lineEnd }
            lost.add(lines[written...].count { $0 == Self.lineEnd }, ordering: .relaxed)
        }
    }

    /// As many whole lines as may be written at once, or so much of one that is longer.
    private func piece(of lines: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard isStream, lines.count > Self.piece else { return lines }
        let end = lines[..<Self.piece].lastIndex(of: Self.lineEnd) ?? Self.piece - 1
        return lines.view(0..<(end + 1))
    }

    /// Ends a line that was cut, so that the next one stands alone.
    private func putEnd() -> Bool {
        withUnsafeBytes(of: Self.lineEnd) { put($0) } == 1
    }

    /// How many of the bytes were written.
    private func put(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard hasRoom else { return 0 }
        var count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        while count < 0, errno == EINTR { count = Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
        return max(count, 0)
    }

    private var hasRoom: Bool {
        guard isStream, !isOwn else { return true }
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&state, 1, 0) == 1 && state.revents & Int16(POLLOUT) != 0
    }

    private static let lineEnd = UInt8(ascii: "\n")
}
