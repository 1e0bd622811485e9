extension EventLoop {
    /// Lets a task of this loop wait. It goes on at once when it is cancelled. To be called on the loop.
    package func pause(_ milliseconds: Int) async {
        checkIsolated()
        let pause = Pause()
        await withTaskCancellationHandler {
            await withCheckedContinuation { pause.begin(self, milliseconds, $0) }
        } onCancel: {
            execute { pause.end() }
        }
    }
}

private final class Pause: @unchecked Sendable {  // used on its loop only
    private var timer: LoopTimer?
    private var waiting: CheckedContinuation<Void, Never>?

    func begin(_ loop: EventLoop, _ milliseconds: Int, _ waiting: CheckedContinuation<Void, Never>) {
        self.waiting = waiting
        timer = LoopTimer(loop) { [unowned self] in end() }
        timer?.schedule(after: milliseconds)
    }

    func end() {
        timer?.cancel()
        waiting?.resume()
        waiting = nil
    }
}
