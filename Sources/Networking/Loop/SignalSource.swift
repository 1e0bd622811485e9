/// Calls a function on a loop each time the process gets a signal.
package final class SignalSource {
    private let loop: EventLoop
    private let body: () -> Void
    private var event: Event?

    /// Begins to watch `signal` on `loop`, which must be the current one and the only loop that watches signals.
    package init(_ loop: EventLoop, signal: Int32, _ body: @escaping () -> Void) {
        self.loop = loop
        self.body = body
        let owner = Unmanaged.passUnretained(self).toOpaque()
        event = Event(loop, descriptor: signal, Event.signal | Event.persist, owner: owner, signalArrived)
        event?.add()
    }

    fileprivate func fire() {
        body()
        loop.drain()
    }
}

private func signalArrived(_: Int32, _: Int16, _ argument: UnsafeMutableRawPointer?) {
    guard let argument else { return }
    // Unretained: the source frees its event in `deinit`, after which libevent does not call.
    Unmanaged<SignalSource>.fromOpaque(argument).takeUnretainedValue().fire()
}
