import Glibc
import Networking

/// Marks the note of the handler of which the process dies, when it dies of itself: by a trap, a bad address, `abort`. Who is
/// killed from outside dies of no handler.
///
/// What is done in the signal is stores in memory that is there, and calls that POSIX allows there. What had been set for it
/// before is set again, and happens then.
enum CrashMark {
    private struct Signal {
        let number: Int32
        var before = sigaction()
    }

    // Set under the lock below at the start of a server, before it has handlers, and read in a signal that ends the process.
    nonisolated(unsafe) private static var notes = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    nonisolated(unsafe) private static var size = 1
    nonisolated(unsafe) private static let signals = UnsafeMutableBufferPointer<Signal>.allocate(capacity: 6)
    /// Whether signals are watched. Who sets what stands above holds it.
    private static let watching = Locked(false)

    /// What this thread is known by in a note.
    static var thread: Int { Int(truncatingIfNeeded: pthread_self()) }

    /// Marks one of these notes: that of the thread that fails, or the last. (A process with two journals marks the
    /// second's.)
    static func watch(_ notes: UnsafeMutableRawBufferPointer, size: Int) {
        watching.withLock { isWatching in
            (self.notes, self.size) = (notes, size)
            if !isWatching { watchSignals() }
            isWatching = true
        }
    }

    /// The notes go.
    static func forget(_ notes: UnsafeMutableRawBufferPointer) {
        watching.withLock { _ in
            guard self.notes.baseAddress == notes.baseAddress else { return }
            self.notes = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        }
    }

    private static func watchSignals() {
        let numbers = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]
        _ = signals.initialize(from: numbers.map { Signal(number: $0) })
        for place in signals.indices {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = crashed
            action.sa_flags = SA_ONSTACK
            sigaction(signals[place].number, &action, &signals[place].before)
        }
    }

    fileprivate static func mark(_ number: Int32) {
        let thread = thread
        var place = notes.count - size
        var other = 0
        while other < notes.count {
            if notes.load(fromByteOffset: other + NoteNumber.thread.offset, as: Int.self) == thread { place = other }
            other += size
        }
        if place >= 0 { notes.storeBytes(of: 1, toByteOffset: place + NoteNumber.crash.offset, as: Int.self) }
        var index = 0
        while index < signals.count {
            if signals[index].number == number { sigaction(number, &signals[index].before, nil) }
            index += 1
        }
        raise(number)
    }
}

private func crashed(_ number: Int32) { CrashMark.mark(number) }
