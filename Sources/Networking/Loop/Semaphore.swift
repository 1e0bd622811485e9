import Glibc

/// A counting semaphore for threads that may block; a loop's thread may not.
package final class Semaphore: @unchecked Sendable {  // sem_t is made for several threads
    /// On the heap, because POSIX wants it to stay where it was made.
    private let raw = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    package init() { sem_init(raw, 0, 0) }

    deinit {
        sem_destroy(raw)
        raw.deallocate()
    }

    /// Lets one waiter go on.
    package func signal() { sem_post(raw) }

    /// Blocks the thread until there is a signal for it.
    package func wait() { while sem_wait(raw) != 0 && errno == EINTR {} }
}
