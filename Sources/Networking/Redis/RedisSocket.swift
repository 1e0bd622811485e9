import Bytes
import CHiredis
import CLibevent
import Glibc

/// What happens on a socket. Each call may close it.
protocol RedisSocketOwner: AnyObject {
    func socketConnected()
    func socketReceived(_ value: RedisValue)
    /// Said once at most, and not after `close()`.
    func socketFailed(_ fault: RedisFault)
}

/// A connection to Redis: a non-blocking context of hiredis on the loop, and bytes that wait to be written.
///
/// The context is the one thing here that C owns. It is freed in `close()` and nowhere else, and no pointer to it or to
/// a reply outlives the function that has asked for it: so whoever is called may close the socket at any time.
final class RedisSocket {
    private let loop: EventLoop
    private unowned let owner: any RedisSocketOwner
    private var context: UnsafeMutablePointer<redisContext>?
    private var isConnected = false
    private var output = ByteBuffer()
    private var readable: Event?
    private var writable: Event?
    private var flushing: LoopTimer?
    /// What hiredis reads at once.
    private static let piece = 16_384

    init(_ loop: EventLoop, _ owner: any RedisSocketOwner) {
        self.loop = loop
        self.owner = owner
    }

    deinit { close() }

    /// How many bytes are not yet written; behind the end, how many never were.
    var unsent: Int { output.count }

    /// Begins to connect. The host must be in digits: hiredis would look a name up, and the loop would stand still.
    func connect(to address: RedisAddress) {
        context =
            switch address {
            case .host(let digits, let port): redisConnectNonBlock(digits, Int32(port))
            case .unix(let path): redisConnectUnixNonBlock(path)
            }
        guard let context else { fatalError("out of memory") }
        guard context.pointee.err == 0 else { return fail(RedisFault.unreachable) }
        _ = fcntl(context.pointee.fd, F_SETFD, FD_CLOEXEC)
        // Unretained: the socket frees its events in `close()`, after which libevent does not call.
        let raw = Unmanaged.passUnretained(self).toOpaque()
        readable = Event(
            loop, descriptor: context.pointee.fd, Event.read | Event.persist, owner: raw, socketReadable)
        writable = Event(loop, descriptor: context.pointee.fd, Event.write, owner: raw, socketWritable)
        flushing = LoopTimer(loop) { [unowned self] in flush() }
        writable?.add()
    }

    /// Sends bytes, soon: what is sent in one turn of the loop is written together.
    func send(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { output.append($0) }
        if isConnected { flushing?.scheduleUnlessDue(after: 0) }
    }

    /// Takes what the kernel has, answer by answer.
    func receive() {
        var hasMore = true
        while hasMore, let context, let reader = context.pointee.reader {
            let before = reader.pointee.len
            guard redisBufferRead(context) == REDIS_OK else { return fail(RedisFault.broken) }
            hasMore = reader.pointee.len - before == Self.piece
            while let value = nextValue() { owner.socketReceived(value) }
        }
    }

    /// Ends the connection. What was not written never is.
    func close() {
        readable = nil
        writable = nil
        flushing = nil
        if let context { redisFree(context) }
        context = nil
    }

    private func nextValue() -> RedisValue? {
        guard let context else { return nil }
        var reply: UnsafeMutableRawPointer?
        guard redisGetReplyFromReader(context, &reply) == REDIS_OK else {
            fail(RedisFault.broken)
            return nil
        }
        guard let reply else { return nil }
        defer { freeReplyObject(reply) }
        return RedisValue(reply.assumingMemoryBound(to: redisReply.self))
    }

    private func flush() {
        guard let context, !output.isEmpty else { return }
        // Not `redisBufferWrite`, whose write(2) raises SIGPIPE, and which does not say how much it has written.
        let sent = Glibc.send(context.pointee.fd, output.bytes.baseAddress, output.count, Int32(MSG_NOSIGNAL))
        guard sent >= 0 || errno == EAGAIN || errno == EINTR else {
            return end(.broken(String(cString: strerror(errno))))
        }
        output.removeFirst(max(sent, 0))
        if output.isEmpty { output.removeAll() } else { writable?.add() }
    }

    /// The socket takes bytes: the first time, because it is connected or cannot be.
    private func becomeWritable() {
        guard let context, !isConnected else { return flush() }
        var status: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(context.pointee.fd, SOL_SOCKET, SO_ERROR, &status, &length)
        guard status == 0 else { return end(.unreachable(String(cString: strerror(status)))) }
        isConnected = true
        readable?.add()
        owner.socketConnected()
    }

    private func fail(_ fault: (String) -> RedisFault) {
        guard let context else { return }
        end(
            fault(
                withUnsafeBytes(of: &context.pointee.errstr) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        )
    }

    private func end(_ fault: RedisFault) {
        close()
        owner.socketFailed(fault)
    }

    fileprivate func fire(_ what: Int16) {
        what & Event.read != 0 ? receive() : becomeWritable()
        loop.drain()
    }
}

private func socketReadable(_: Int32, _: Int16, _ argument: UnsafeMutableRawPointer?) {
    guard let argument else { return }
    // Retained for the call, in which the socket may be given up.
    Unmanaged<RedisSocket>.fromOpaque(argument).takeUnretainedValue().fire(Event.read)
}

private func socketWritable(_: Int32, _: Int16, _ argument: UnsafeMutableRawPointer?) {
    guard let argument else { return }
    // Retained for the call, in which the socket may be given up.
    Unmanaged<RedisSocket>.fromOpaque(argument).takeUnretainedValue().fire(Event.write)
}
