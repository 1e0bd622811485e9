/// What happens on a link. Each call may close it.
protocol RedisLinkOwner: AnyObject {
    /// There is a connection, and the server agrees with who we are.
    func linkOpened()
    func linkReceived(_ value: RedisValue)
    /// The connection, or the attempt to make one, has ended. `unsent` bytes of it were never written.
    func linkEnded(_ fault: RedisFault, unsent: Int)
}

/// A connection to Redis that comes back: whatever ends it, another attempt follows, until it is closed.
final class RedisLink {
    private let loop: EventLoop
    private let server: RedisServer
    private let limits: RedisClient.Limits
    private unowned let owner: any RedisLinkOwner
    private(set) var state = RedisLinkState()
    private var socket: RedisSocket?
    /// Answers to the greeting that are still to come.
    private var greetings = 0
    private var resolver: RedisResolver?
    /// For the end of an attempt or of a pause, whichever there is.
    private var timer: LoopTimer?

    /// A link without a connection. Of the limits the times count.
    init(_ loop: EventLoop, _ server: RedisServer, _ limits: RedisClient.Limits, _ owner: any RedisLinkOwner) {
        self.loop = loop
        self.server = server
        self.limits = limits
        self.owner = owner
        timer = LoopTimer(loop) { [unowned self] in timePassed() }
        resolver = RedisResolver(loop) { [weak self] digits in self?.found(digits) }
    }

    /// How many bytes are not yet written.
    var unsent: Int { socket?.unsent ?? 0 }

    /// Begins the first attempt, unless there was one.
    func want() {
        if state.want() { connect() }
    }

    /// Sends a command, soon. There must be a connection.
    func send(_ command: [UInt8]) { socket?.send(command) }

    /// Takes answers that the kernel has already.
    func receive() { socket?.receive() }

    /// Nobody waits for the present attempt any more.
    func distrust() { state.distrust() }

    /// Ends the connection; another will follow.
    func end(_ fault: RedisFault) {
        let unsent = unsent
        drop()
        let pause = state.end(fault, at: .now(), jitter: .random(in: 0..<1))
        timer?.schedule(after: pause ?? limits.connectTime)
        // First, because an attempt may fail at once.
        owner.linkEnded(fault, unsent: unsent)
        if pause == nil, state.phase != .closed { connect() }
    }

    /// Ends the connection for good. Nobody is told.
    func close() {
        state.close()
        timer = nil
        resolver = nil
        drop()
    }

    private func drop() {
        socket?.close()
        socket = nil
        greetings = 0
    }

    private func connect() {
        timer?.schedule(after: limits.connectTime)
        switch server.address {
        case .host(let name, _) where !RedisResolver.isAddress(name): resolver?.look(for: name)
        case .host, .unix: open(server.address)
        }
    }

    private func found(_ digits: String?) {
        guard socket == nil, case .host(let name, let port) = server.address else { return }
        switch state.phase {
        case .connecting:
            guard let digits else { return end(.unreachable("\(name) has no address")) }
            open(.host(digits, port: port))
        case .resting where digits != nil:
            // A lookup that takes longer than an attempt may would never be of use otherwise.
            state.wake()
            timer?.schedule(after: limits.connectTime)
            found(digits)
        case .resting, .idle, .up, .closed: break
        }
    }

    private func open(_ address: RedisAddress) {
        let socket = RedisSocket(loop, self)
        self.socket = socket
        socket.connect(to: address)
    }

    private func timePassed() {
        switch state.phase {
        case .connecting: end(greetings > 0 ? .stalled : .unreachable("no connection in time"))
        case .resting:
            state.wake()
            connect()
        case .idle, .up, .closed: break
        }
    }
}

extension RedisLink: RedisSocketOwner {
    func socketConnected() {
        // A server that needs longer for this than a command may take would be found sick by the first command.
        timer?.schedule(after: limits.time)
        let greeting = server.greeting
        greetings = greeting.count
        for command in greeting { socket?.send(command.bytes) }
    }

    func socketReceived(_ value: RedisValue) {
        guard greetings > 0 else { return owner.linkReceived(value) }
        if case .error(let words) = value { return end(RedisFault(refusal: words)) }
        greetings -= 1
        guard greetings == 0 else { return }
        timer?.cancel()
        state.open(at: .now())
        owner.linkOpened()
    }

    func socketFailed(_ fault: RedisFault) { end(fault) }
}
