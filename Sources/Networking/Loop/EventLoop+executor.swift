/// Swift tasks on the loop's thread.
extension EventLoop: TaskExecutor, SerialExecutor {
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            ready.append(job)
        } else {
            handOver(job)
        }
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// Starts `operation` at once, in the caller's turn; after a suspension it goes on here.
    ///
    /// To be called on the loop. The operation is cancelled by nobody: it ends when it ends.
    package func run(_ operation: @escaping @Sendable () async -> Void) {
        checkIsolated()
        Task.immediate(executorPreference: self) { await operation() }
    }

    func run(_ job: UnownedJob) {
        job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
    }
}
