/// Calls a function on its loop, once for each `schedule`.
package final class LoopTimer {
    private let loop: EventLoop
    private let body: () -> Void
    private var event: Event?
    /// Whether a call is due.
    @exclusivity(unchecked) package private(set) var isScheduled = false

    /// Makes a timer of `loop`, which must be the current one. `body` should hold its owner weakly.
    package init(_ loop: EventLoop, _ body: @escaping () -> Void) {
        self.loop = loop
        self.body = body
        event = Event(loop, 0, owner: Unmanaged.passUnretained(self).toOpaque(), timerFired)
    }

    /// Calls the function after `milliseconds`. A call that was due before is moved.
    package func schedule(after milliseconds: Int) {
        isScheduled = true
        event?.add(after: milliseconds)
    }

    /// Calls the function after `milliseconds` unless a call is due.
    package func scheduleUnlessDue(after milliseconds: Int) {
        if !isScheduled { schedule(after: milliseconds) }
    }

    /// Takes a due call back.
    package func cancel() {
        isScheduled = false
        event?.remove()
    }

    fileprivate func fire() {
        isScheduled = false
        body()
        loop.drain()
    }
}

private func timerFired(_: Int32, _: Int16, _ argument: UnsafeMutableRawPointer?) {
    guard let argument else { return }
    // Unretained: the timer frees its event in `deinit`, after which libevent does not call.
    Unmanaged<LoopTimer>.fromOpaque(argument).takeUnretainedValue().fire()
}
