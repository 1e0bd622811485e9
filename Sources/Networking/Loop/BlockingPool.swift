import Glibc

/// Threads for work that blocks: files, databases, long computations. Made when needed, at most `size`.
package final class BlockingPool: TaskExecutor, Sendable {
    private let size: Int
    private let state = Locked(State())
    private let wakeUps: Semaphore

    private struct State {
        var jobs: [UnownedJob] = []
        var threads = 0
        var idle = 0
    }

    /// Makes a pool of at most `size` threads; none is started yet. Its threads live as long as the process.
    package init(size: Int) {
        self.size = size
        wakeUps = Semaphore()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let needsThread = state.withLock { state in
            state.jobs.append(job)
            guard state.idle < state.jobs.count, state.threads < size else { return false }
            state.threads += 1
            return true
        }
        if needsThread { startThread() }
        wakeUps.signal()
    }

    /// Runs `body` for each number below `count`, as many at once as there are threads, and waits for all.
    package func concurrently<Value: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Value) -> [Value] {
        let done = Semaphore()
        let results = Results<Value>()
        for number in 0..<count {
            Task(executorPreference: self) {
                let value = body(number)
                results.values.withLock { $0.append(value) }
                done.signal()
            }
        }
        for _ in 0..<count { done.wait() }
        return results.values.withLock { $0 }
    }

    private final class Results<Value: Sendable>: Sendable {
        let values = Locked<[Value]>([])
    }

    private func startThread() {
        var id = pthread_t()
        let status = pthread_create(&id, nil, runWorker, Unmanaged.passRetained(self).toOpaque())
        if status == 0 {
            pthread_detach(id)
        } else {
            // Without a thread the job waits for one that exists; the first must exist.
            Unmanaged.passUnretained(self).release()
            let left = state.withLock { state in
                state.threads -= 1
                return state.threads
            }
            precondition(left > 0, "no thread for blocking work: errno \(status)")
        }
    }

    fileprivate func work() -> Never {
        while true {
            state.withLock { $0.idle += 1 }
            wakeUps.wait()
            let job = state.withLock { state in
                state.idle -= 1
                return state.jobs.removeFirst()
            }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}

private func runWorker(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    // Retained by `startThread()`.
    Unmanaged<BlockingPool>.fromOpaque(argument).takeRetainedValue().work()
}
