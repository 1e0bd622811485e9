import Bytes
import CLibevent
import Glibc

/// A listening socket on one loop, the connections it accepted, and the buffers that they share.
///
/// Everything in here belongs to the loop's thread.
package final class HTTPListener {
    /// The loop whose thread everything here happens on.
    package let loop: EventLoop
    let handler: any HTTPHandler
    let limits: HTTPLimits
    /// Where a connection's bytes are read to; most requests are served from here and never copied.
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 16)
    // Not checked for exclusive access at run time, as in `HTTPConnection`.
    /// The answers of one turn, until they are sent. Empty between two callbacks.
    @exclusivity(unchecked) var output = ByteBuffer()
    /// Whether a connection's requests are being served.
    var isInTurn = false
    /// Connections that were answered in another's turn, and go on after it.
    @exclusivity(unchecked) var answered: [HTTPConnection] = []
    @exclusivity(unchecked) var date = HTTPDate()
    @exclusivity(unchecked) var table = DeadlineTable()
    private(set) var isDraining = false
    private let count: ConnectionCount
    private var acceptor: OpaquePointer?
    /// A descriptor to give up when none is left, so that a waiting connection can be taken and closed.
    private var reserve = open("/dev/null", O_RDONLY | O_CLOEXEC)
    private var tick: LoopTimer?
    private var resume: LoopTimer?
    private var drained: (() -> Void)?

    /// Begins to accept on `descriptor`, which it owns from now on. To be called on the loop.
    package init(
        _ loop: EventLoop, descriptor: Int32, handler: any HTTPHandler, limits: HTTPLimits, count: ConnectionCount
    ) {
        loop.checkIsolated()
        self.loop = loop
        self.handler = handler
        self.limits = limits
        self.count = count
        tick = LoopTimer(loop) { [unowned self] in lookAtDeadlines() }
        resume = LoopTimer(loop) { [unowned self] in if let acceptor { evconnlistener_enable(acceptor) } }
        let flags = UInt32(LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC)
        // Unretained: `deinit` and `drain` free the acceptor, after which libevent does not call.
        let owner = Unmanaged.passUnretained(self).toOpaque()
        acceptor = evconnlistener_new(loop.base, connectionArrived, owner, flags, 0, descriptor)
        precondition(acceptor != nil, "out of memory")
        evconnlistener_set_error_cb(acceptor, acceptFailed)
    }

    deinit {
        if let acceptor { evconnlistener_free(acceptor) }
        scratch.deallocate()
        close(reserve)
    }

    /// Accepts no more, answers what has come or is on its way, and calls `completion` once no connection is left.
    ///
    /// Each connection's next answer is its last, and one on which no request comes is closed after `lastCallTime`.
    /// Not to be called by a handler, whose request may still lie in the buffer that this reads to.
    package func drain(_ completion: @escaping () -> Void) {
        loop.checkIsolated()
        precondition(!isInTurn, "a handler cannot drain its own listener")
        drained = completion
        isDraining = true
        if let acceptor {
            acceptWaiting(evconnlistener_get_fd(acceptor))
            evconnlistener_free(acceptor)
        }
        acceptor = nil
        for connection in table.all { connection.drain() }
        finishIfDrained()
    }

    /// Forgets a connection that has closed its socket.
    func remove(_ slot: Int) {
        table.remove(slot)
        count.leave()
        finishIfDrained()
    }

    fileprivate func accept(_ descriptor: Int32) {
        guard count.enter() else {
            close(descriptor)
            return
        }
        setOptions(descriptor)
        HTTPConnection(descriptor, self).open()
        tick?.scheduleUnlessDue(after: DeadlineTable.tick)
    }

    /// A Unix socket has none of these options, and needs none.
    private func setOptions(_ descriptor: Int32) {
        // Answers are written whole, so waiting for more to send would only delay them.
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
        // The kernel takes an answer for a client that takes nothing, and is to give it up when we would.
        var time = UInt32(clamping: limits.writeTime)
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &time, 4)
    }

    /// Without descriptors the waiting connection would wake the loop for ever: take it, close it, pause.
    fileprivate func pauseAccepting() {
        guard let acceptor, errno != ECONNABORTED else { return }
        close(reserve)
        let descriptor = Glibc.accept(evconnlistener_get_fd(acceptor), nil, nil)
        if descriptor >= 0 { close(descriptor) }
        reserve = open("/dev/null", O_RDONLY | O_CLOEXEC)
        evconnlistener_disable(acceptor)
        resume?.schedule(after: 100)
    }

    /// Takes the connections that the kernel has already promised to their clients.
    private func acceptWaiting(_ descriptor: Int32) {
        while true {
            let connection = Glibc.accept(descriptor, nil, nil)
            guard connection >= 0 else { return }
            _ = fcntl(connection, F_SETFL, O_NONBLOCK)
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            accept(connection)
        }
    }

    private func lookAtDeadlines() {
        for connection in table.expired(at: .now()) { connection.deadlinePassed() }
        if !table.isEmpty { tick?.schedule(after: DeadlineTable.tick) }
    }

    private func finishIfDrained() {
        guard isDraining, table.isEmpty else { return }
        drained?()
        drained = nil
    }
}

private func connectionArrived(
    _: OpaquePointer?, _ descriptor: Int32, _: UnsafeMutablePointer<sockaddr>?, _: Int32,
    _ argument: UnsafeMutableRawPointer?
) {
    guard let argument else { return }
    Unmanaged<HTTPListener>.fromOpaque(argument).takeUnretainedValue().accept(descriptor)
}

private func acceptFailed(_: OpaquePointer?, _ argument: UnsafeMutableRawPointer?) {
    guard let argument else { return }
    Unmanaged<HTTPListener>.fromOpaque(argument).takeUnretainedValue().pauseAccepting()
}
