import CLibevent

/// A libevent `event`: readiness of a descriptor, a timer or a signal, and the function to call for it.
///
/// libevent keeps a bare pointer to `owner`, so the owner must outlive this object: it holds the event in a property.
struct Event: ~Copyable {
    typealias Callback = @convention(c) (Int32, Int16, UnsafeMutableRawPointer?) -> Void

    static var read: Int16 { Int16(EV_READ) }
    static var write: Int16 { Int16(EV_WRITE) }
    static var signal: Int16 { Int16(EV_SIGNAL) }
    static var persist: Int16 { Int16(EV_PERSIST) }

    private let raw: OpaquePointer
    /// An event must be freed before its base, whoever of the two's owners is released first.
    private let loop: EventLoop

    /// Makes an event that is not yet waiting. `descriptor` is −1 for a timer and the number for a signal.
    init(_ loop: EventLoop, descriptor: Int32 = -1, _ what: Int16, owner: UnsafeMutableRawPointer, _ body: Callback) {
        guard let raw = event_new(loop.base, descriptor, what, body, owner) else { fatalError("out of memory") }
        self.raw = raw
        self.loop = loop
    }

    deinit {
        event_free(raw)
    }

    /// Waits until the descriptor is ready, or for `milliseconds` when given.
    func add(after milliseconds: Int? = nil) {
        guard let milliseconds else {
            event_add(raw, nil)
            return
        }
        var time = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
        event_add(raw, &time)
    }

    /// Stops waiting. Nothing happens when it was not waiting.
    func remove() {
        event_del(raw)
    }
}
