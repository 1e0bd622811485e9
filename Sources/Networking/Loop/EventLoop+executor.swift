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

    /// Starts `operation` in a task, at once, in the caller's turn; after a suspension it goes on here.
    ///
    /// To be called on the loop. The operation is cancelled by nobody but who has the task.
    @discardableResult package func run(_ operation: some LoopOperation) -> Task<Void, Never> {
        checkIsolated()
        return Task.immediate(executorPreference: self) { await operation.run() }
    }

    func run(_ job: UnownedJob) {
        job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
    }
}

/// What a loop runs in a task. (An object, because a closure on its way through generic functions is wrapped twice.)
package protocol LoopOperation: AnyObject, Sendable {
    func run() async
}
