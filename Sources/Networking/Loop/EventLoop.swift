import CLibevent
import Glibc
import Synchronization

/// One thread with one libevent `event_base`: everything that belongs to a connection happens here, in turn.
///
/// It is the executor of the `async` handlers that were started on it, too, so a handler resumes on the thread of its
/// connection and nothing on the way of a push needs a lock.
package final class EventLoop: @unchecked Sendable {  // `base` and `ready` are touched on the loop's thread only
    let base: OpaquePointer
    /// Jobs of Swift tasks that were enqueued from this thread and run at the end of the present callback.
    @exclusivity(unchecked) var ready: [UnownedJob] = []
    private let outside = Locked(Outside())
    private let wakeUp: Int32
    private let thread = Atomic<UInt>(0)

    /// What other threads handed over, and whether the loop has been told.
    private struct Outside {
        var jobs: [UnownedJob] = []
        var bodies: [@Sendable () -> Void] = []
        var isWoken = false
    }

    /// Makes a loop that does not run yet.
    package init() {
        _ = Self.threadsEnabled
        guard let base = event_base_new() else { fatalError("libevent has no way to wait on this system") }
        self.base = base
        wakeUp = shim_eventfd()
        precondition(wakeUp >= 0, "no descriptor left for the loop's wake-up")
    }

    deinit {
        event_base_free(base)
        close(wakeUp)
    }

    /// libevent has to be told of threads once, before the first base is made.
    private static let threadsEnabled = evthread_use_pthreads() == 0

    /// Whether the caller is on the loop's thread.
    package var isCurrent: Bool {
        thread.load(ordering: .relaxed) == UInt(pthread_self())
    }

    /// Stops the process when the caller is on any other thread.
    package func checkIsolated() {
        precondition(isCurrent, "this belongs to another loop")
    }

    /// Runs the loop on a thread of its own, until `stop()`.
    package func start() {
        var id = pthread_t()
        let status = pthread_create(&id, nil, runLoop, Unmanaged.passRetained(self).toOpaque())
        precondition(status == 0, "no thread for the loop: errno \(status)")
        pthread_detach(id)
    }

    /// Lets the present callback finish and ends the loop's thread.
    package func stop() {
        execute { event_base_loopbreak(self.base) }
    }

    /// Runs `body` on the loop's thread: at the end of the present callback there, or soon from another thread.
    package func execute(_ body: @escaping @Sendable () -> Void) {
        hand { $0.bodies.append(body) }
    }

    /// Runs the jobs that the present callback made. Every C callback of this target ends with it.
    ///
    /// A task that yields makes a job of a job: after so many the connections have their turn, too.
    func drain() {
        guard !ready.isEmpty else { return }
        var index = 0
        while index < ready.count, index < 1_000 {
            run(ready[index])
            index += 1
        }
        ready.removeSubrange(..<index)
        if !ready.isEmpty { hand { _ in } }
    }

    /// Takes a job from another thread.
    func handOver(_ job: UnownedJob) {
        hand { $0.jobs.append(job) }
    }

    fileprivate func run() {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        let wake = Event(
            self, descriptor: wakeUp, Event.read | Event.persist, owner: Unmanaged.passUnretained(self).toOpaque(),
            wakeLoop)
        wake.add()
        event_base_loop(base, EVLOOP_NO_EXIT_ON_EMPTY)
        // The system gives the thread's identity to another one.
        thread.store(0, ordering: .relaxed)
    }

    fileprivate func takeFromOutside() {
        var count: UInt64 = 0
        _ = read(wakeUp, &count, 8)
        let taken = outside.withLock { outside in
            defer { outside = Outside() }
            return outside
        }
        for body in taken.bodies { body() }
        for job in taken.jobs { run(job) }
        drain()
    }

    /// One write wakes the loop for all that was handed over until it looks.
    private func hand(_ add: (inout Outside) -> Void) {
        let wakes = outside.withLock { outside in
            add(&outside)
            defer { outside.isWoken = true }
            return !outside.isWoken
        }
        guard wakes else { return }
        var one: UInt64 = 1
        _ = write(wakeUp, &one, 8)
    }
}

private func runLoop(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    // Retained by `start()`.
    Unmanaged<EventLoop>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}

private func wakeLoop(_: Int32, _: Int16, _ argument: UnsafeMutableRawPointer?) {
    guard let argument else { return }
    // The event lives in `run()`, which holds the loop.
    Unmanaged<EventLoop>.fromOpaque(argument).takeUnretainedValue().takeFromOutside()
}
