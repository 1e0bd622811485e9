public import Glibc

/// A value that one thread at a time may touch.
///
/// (Public only because Swift inlines nothing else into other targets. No product exports it.)
///
/// A POSIX mutex, and not `Synchronization.Mutex`, because the thread sanitizer knows it: the other's contended path
/// is in a library that is not instrumented, and every use of it would be reported as a race.
public final class Locked<Value>: @unchecked Sendable {  // `value` is touched with the mutex held only
    /// On the heap, because POSIX wants it to stay where it was made.
    @usableFromInline let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    @exclusivity(unchecked) @usableFromInline var value: Value  // the mutex is the exclusivity

    /// Keeps `value`.
    public init(_ value: sending Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Calls `body` with the value while no other thread has it.
    @inlinable public func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
