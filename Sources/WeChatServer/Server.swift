import Glibc
public import Logging
import Networking
public import WeChat

/// The server: the callback listener on every loop, the operators' listener on the first.
///
/// ```swift
/// let configuration = try Configuration(file: "wechatd.yaml")
/// try Server(configuration: configuration, handlers: handlers).run()
/// ```
public final class Server: Sendable {
    private let configuration: Configuration
    private let handlers: HandlerRegistry
    private let state: ServerState
    private let workers: [Worker]
    private let blocking: BlockingPool
    /// For each account.
    private let shared: [Shared]
    /// Signalled once by each worker that has drained.
    private let ended = Semaphore()
    private let sockets: ServerSockets
    /// Where instances share what they know; nil where this one is alone.
    private let redisServer: RedisServer?
    private let watch: RedisWatch
    /// The server's log: what it writes about pushes and what handlers write.
    public let logger: Logger

    /// Binds the addresses. Nothing is accepted before `run()`. Throws a `StartError` when an address is not to be had.
    public convenience init(configuration: Configuration, handlers: HandlerRegistry) throws(StartError) {
        try self.init(configuration, handlers, LogSink())
    }

    init(_ configuration: Configuration, _ handlers: HandlerRegistry, _ sink: LogSink) throws(StartError) {
        self.configuration = configuration
        self.handlers = handlers
        // From here on the log is written, and whoever reads it may go.
        signal(SIGPIPE, SIG_IGN)
        logger = Logger(configuration.log, sink)
        sockets = try ServerSockets.open(configuration)
        let count = sockets.callback.descriptors.count
        let workers = (0..<count).map { _ in Worker() }
        self.workers = workers
        redisServer = try configuration.redisServer()
        watch = RedisWatch(logger)
        // In the process that has a second server, too, all keys are made alike.
        let seed = redisServer.map { _ in HashSeed.shared.used }
        let redis = redisServer.map { server in
            workers.map { RedisClient($0.loop, server, configuration.limits.redis) }
        }
        state = ServerState(
            loops: count, connections: ConnectionCount(limit: configuration.limits.http.connections), sink: sink,
            pushes: configuration.pushes, restarts: sockets.restarts ?? 0,
            journal: try Journal(configuration, loops: count, seed: seed, logger), redis: redis ?? [])
        blocking = BlockingPool(size: configuration.blockingThreads)
        shared = configuration.accounts.map { [logger, blocking, state] in
            Shared($0.account, logger, blocking, workers.map(\.session), state)
        }
    }

    /// Where pushes come in, with the port that the system chose when 0 was asked for.
    public var address: String { sockets.callback.address.description }

    /// Where operators look in; nil for nowhere.
    public var adminAddress: String? { sockets.operators?.address.description }

    /// How often a supervisor has started this program again.
    public var restarts: Int { state.restarts }

    /// Serves until the process gets SIGTERM or SIGINT, or `stop()` is called; answers what has been accepted, and
    /// returns. It blocks the calling thread. A second signal ends the process at once, or makes its supervisor end it.
    public func run() {
        // Held back until somebody watches them. Whoever has started the process may have blocked them as well.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGTERM, SIGINT] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        start()
        workers[0].loop.execute { [self, signals] in
            workers[0].watchSignals { [self] in signalArrived() }
            withUnsafePointer(to: signals) { _ = pthread_sigmask(SIG_UNBLOCK, $0, nil) }
        }
        wait()
    }

    private func signalArrived() {
        guard !state.isReady else { return stop() }
        // A supervisor passes on what the whole group of processes may have been sent.
        if sockets.restarts == nil { _exit(1) }
    }

    /// Begins to serve, and leaves the signals and the calling thread alone. To be called once.
    public func start() {
        for index in workers.indices { start(index) }
        restore()
        for index in workers.indices { open(index) }
    }

    /// Blocks the calling thread until the server has stopped.
    public func wait() {
        for _ in workers { ended.wait() }
        state.journal?.close()
        for worker in workers { worker.close() }
    }

    /// Begins to stop: no new connections, an answer to what was accepted, five seconds at most. To be called from
    /// any thread, also before `start()`.
    public func stop() {
        guard state.stop() else { return }
        logger.notice("stopping: no new connections, accepted pushes are answered")
        for worker in workers { worker.drain() }
    }

    private func start(_ index: Int) {
        let worker = workers[index]
        worker.loop.start()
        worker.loop.execute { [self] in
            worker.prepare(place: index, routes(on: index), configuration, state, logger, stores(on: index))
        }
    }

    /// Has the pushes go on that the last process has not brought to their ends, and waits until they are known: a retry
    /// of one must find it.
    private func restore() {
        guard let journal = state.journal else { return }
        let restore = { @Sendable [workers] (rest: JournalRest) in
            // Those of a user on one loop, so that they stay in their order.
            let worker = workers[Int(rest.row.key.user % UInt64(workers.count))]
            worker.loop.execute { worker.restore(rest) }
        }
        do throws(SQLiteError) {
            let rest = try journal.rest(on: workers[0].loop)
            if !rest.isEmpty { logger.notice("\(rest.count) pushes of the last process go on") }
            // The process may have died before it told the others. Looked up first: what runs now is told of itself.
            let answered = redisServer == nil ? [] : try journal.answered(within: 60)
            rest.forEach(restore)
            for row in answered {
                // It is among the rest.
                if case .waiting = row.late { continue }
                restore(JournalRest(row: row))
            }
        } catch {
            logger.error("the pushes of the last process cannot be read: \(error)")
        }
        let done = Semaphore()
        for worker in workers { worker.loop.execute { done.signal() } }
        for _ in workers { done.wait() }
        state.suspects?.start()
        journal.takeRequests { [inbox = state.inbox] row in
            guard !inbox.withLock({ $0.isRunning(row.key) }) else { return false }
            restore(JournalRest(row: row))
            return true
        } forget: { [worker = workers[0]] user in
            worker.loop.execute { worker.forget(user) }
        }
    }

    private func open(_ index: Int) {
        let worker = workers[index]
        worker.loop.execute { [self] in
            worker.open(sockets.callback.descriptors[index], configuration.limits.http, state)
            worker.whenDrained { [ended] in ended.signal() }
            if index == 0, let operators = sockets.operators {
                worker.openAdmin(operators.descriptors[0], state, tokenDesk())
            }
            // `stop()` may have come before there was anything to drain.
            if !state.isReady { worker.drain() }
        }
    }

    /// What other instances share with this one, on one loop.
    private func stores(on loop: Int) -> SharedStores? {
        guard let redisServer else { return nil }
        let pushes = configuration.pushes
        // What is older is gone from their journals as well.
        let longest = max(configuration.journal.bodyTime, pushes.answerTime)
        let limits = ClaimLimits(
            kept: pushes.answerTime * 1_000, absence: longest * 1_000, isOrdered: pushes.isOrdered)
        return SharedStores(
            state.redis[loop], redisServer, instance: configuration.instanceName, limits, state.sharedCounts, watch)
    }

    /// The accounts' paths for one loop. One that is configured twice belongs to the first.
    private func routes(on loop: Int) -> [Route] {
        zip(configuration.accounts, shared).flatMap { site, shared in
            let endpoint = Endpoint(site.account, handlers, shared.context, limits: configuration.limits.xml)
            return site.paths.map { Route($0, endpoint, shared.pairs, shared.client?.loops[loop]) }
        }
    }

    /// Who gives access tokens to operators, on the first loop; nil for nobody.
    private func tokenDesk() -> TokenDesk? {
        configuration.adminSecret.map { secret in
            TokenDesk(secret, shared.compactMap(\.client).filter { $0.hasToken }.map { $0.loops[0] })
        }
    }

    /// What all loops have of an account.
    private struct Shared: Sendable {
        let context: Context.Shared
        let pairs = PairLedger()
        let client: AccountClient?

        init(
            _ account: Account, _ logger: Logger, _ blocking: BlockingPool, _ sessions: [HTTPSession],
            _ state: ServerState
        ) {
            var logger = logger
            logger[metadataKey: "account"] = "\(account.name)"
            client = AccountClient(account, sessions, state.apiCalls, logger, redis: state.redis)
            context = Context.Shared(
                account: account, logger: logger, blocking: blocking, customerService: client,
                streams: RedisStreams(state.redis))
        }
    }
}

/// Why the server could not be started, in words.
public struct StartError: Error, Sendable, CustomStringConvertible {
    /// What was tried and what the system said.
    public let description: String
    /// Whether it may be otherwise in a moment: a disk that fails, or is full.
    public let isTemporary: Bool

    init(_ description: String, isTemporary: Bool = false) {
        self.description = description
        self.isTemporary = isTemporary
    }
}
