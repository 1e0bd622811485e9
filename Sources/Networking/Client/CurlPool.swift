import CCurl
import CLibevent

/// A libcurl "multi" handle on a loop: connections, and the transfers on them. libcurl says which sockets and what time
/// it waits for, and is told when they are there.
///
/// Names are looked up on a thread that libcurl makes for each lookup (Debian's has the threaded resolver), and are kept
/// for a minute. Everything in here belongs to the loop's thread.
final class CurlPool {
    private let loop: EventLoop
    /// In C it is a `void *`.
    private let raw: UnsafeMutableRawPointer
    private let finished: (UnsafeMutableRawPointer, CURLcode) -> Void
    private var watches: [Int32: SocketWatch] = [:]
    private var timer: LoopTimer?

    /// A pool that keeps so many idle connections. It calls `finished` with the handle of a transfer that has ended.
    init(_ loop: EventLoop, keeping kept: Int, _ finished: @escaping (UnsafeMutableRawPointer, CURLcode) -> Void) {
        loop.checkIsolated()
        guard let raw = curl_multi_init() else { fatalError("out of memory") }
        self.loop = loop
        self.raw = raw
        self.finished = finished
        timer = LoopTimer(loop) { [unowned self] in act(on: -1, 0) }
        shim_multi_setopt_long(raw, CURLMOPT_MAXCONNECTS, kept)
        // Unretained: `deinit` takes the functions back.
        let owner = Unmanaged.passUnretained(self).toOpaque()
        shim_multi_setopt_socket(raw, socketChanged, owner)
        shim_multi_setopt_timer(raw, timeChanged, owner)
    }

    deinit {
        shim_multi_setopt_socket(raw, nil, nil)
        shim_multi_setopt_timer(raw, nil, nil)
        curl_multi_cleanup(raw)
    }

    /// Begins a transfer, soon.
    func add(_ handle: CurlHandle) {
        let code = curl_multi_add_handle(raw, handle.raw)
        precondition(code == CURLM_OK, "out of memory")
    }

    /// Ends a transfer, whatever has become of it.
    func remove(_ handle: CurlHandle) {
        curl_multi_remove_handle(raw, handle.raw)
    }

    /// Tells libcurl that a socket is ready, or for −1 that the time has come.
    fileprivate func act(on socket: Int32, _ ready: Int32) {
        var running: Int32 = 0
        curl_multi_socket_action(raw, socket, ready, &running)
        var left: Int32 = 0
        while let message = curl_multi_info_read(raw, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
            finished(handle, message.pointee.data.result)
        }
    }

    fileprivate func watch(_ socket: Int32, _ what: Int32) {
        guard what != CURL_POLL_REMOVE else {
            watches[socket] = nil
            return
        }
        let read = what & CURL_POLL_IN != 0 ? Event.read : 0
        let write = what & CURL_POLL_OUT != 0 ? Event.write : 0
        watches[socket] = SocketWatch(loop, self, socket, read | write)
    }

    fileprivate func wait(_ milliseconds: Int) {
        milliseconds < 0 ? timer?.cancel() : timer?.schedule(after: milliseconds)
    }
}

/// A socket that libcurl waits for.
private final class SocketWatch {
    private let loop: EventLoop
    private unowned let pool: CurlPool
    private let socket: Int32
    private var event: Event?

    init(_ loop: EventLoop, _ pool: CurlPool, _ socket: Int32, _ what: Int16) {
        self.loop = loop
        self.pool = pool
        self.socket = socket
        let owner = Unmanaged.passUnretained(self).toOpaque()
        event = Event(loop, descriptor: socket, what | Event.persist, owner: owner, socketReady)
        event?.add()
    }

    func fire(_ what: Int16) {
        let read = what & Event.read != 0 ? CURL_CSELECT_IN : 0
        let write = what & Event.write != 0 ? CURL_CSELECT_OUT : 0
        pool.act(on: socket, read | write)
        loop.drain()
    }
}

private func socketReady(_: Int32, _ what: Int16, _ argument: UnsafeMutableRawPointer?) {
    guard let argument else { return }
    // Retained for the call, in which libcurl may give the socket up.
    Unmanaged<SocketWatch>.fromOpaque(argument).takeUnretainedValue().fire(what)
}

private func socketChanged(
    _: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _ what: Int32, _ argument: UnsafeMutableRawPointer?,
    _: UnsafeMutableRawPointer?
) -> Int32 {
    guard let argument else { return 0 }
    Unmanaged<CurlPool>.fromOpaque(argument).takeUnretainedValue().watch(socket, what)
    return 0
}

private func timeChanged(
    _: UnsafeMutableRawPointer?, _ milliseconds: Int, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
    guard let argument else { return 0 }
    Unmanaged<CurlPool>.fromOpaque(argument).takeUnretainedValue().wait(milliseconds)
    return 0
}
