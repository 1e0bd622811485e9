import Glibc
import Logging
import Networking
import WeChat

/// A loop with what lives on it. Made anywhere; all that is private is made and used on the loop's thread.
final class Worker: @unchecked Sendable {  // see above: the functions that others call hand over to the loop first
    let loop: EventLoop
    /// The calls of WeChat's API that are made on this loop.
    let session: HTTPSession
    private var callback: HTTPListener?
    private var admin: HTTPListener?
    private var pushes: PushHandler?
    private var stores: SharedStores?
    private var recorder: Recorder?
    private var signals: [SignalSource] = []
    private var patience: LoopTimer?
    private var drained: (() -> Void)?

    /// How long accepted pushes may take to be answered when the server stops, in milliseconds. WeChat has given up
    /// after as long.
    private static let drainTime = 4_900

    init() {
        loop = EventLoop()
        session = HTTPSession(loop)
    }

    /// Gets ready for pushes. To be called on the loop.
    func prepare(
        place: Int, _ routes: [Route], _ configuration: Configuration, _ state: ServerState, _ logger: Logger,
        _ stores: SharedStores?
    ) {
        self.stores = stores
        let recorder = Recorder(
            PushLog(loop, state.sink, configuration.log), state.metrics[place], state.lateAnswers, logger)
        pushes = PushHandler(loop, place: place, routes, recorder, state, configuration.limits, stores)
        stores?.disconnected = { [unowned self] in pushes?.disconnected() }
        if place == 0 {
            stores?.watchName()
            stores?.claims.forgot = { [unowned self] time in pushes?.tellAgain(since: time) }
            stores?.forgetting.listen { [unowned self] user, done in pushes?.forgetHere(user, done) }
        }
        patience = LoopTimer(loop) { [unowned self] in finish() }
        self.recorder = recorder
    }

    /// Has a push of an earlier process go on. To be called on the loop.
    func restore(_ rest: JournalRest) { pushes?.restore(rest) }

    /// Deletes what waits for a user. To be called on the loop.
    func forget(_ user: PushKey.User) { pushes?.forget(user) }

    /// Begins to accept pushes. To be called on the loop.
    func open(_ descriptor: Int32, _ limits: HTTPLimits, _ state: ServerState) {
        guard let pushes else { return }
        callback = HTTPListener(
            loop, descriptor: descriptor, handler: pushes, limits: limits, count: state.connections)
    }

    /// Begins to accept operators. To be called on the loop.
    func openAdmin(_ descriptor: Int32, _ state: ServerState, _ tokens: TokenDesk?) {
        admin = HTTPListener(
            loop, descriptor: descriptor, handler: AdminHandler(state, tokens), limits: HTTPLimits(),
            count: ConnectionCount(limit: 64))
    }

    /// Calls `body` for SIGTERM and SIGINT. To be called on the loop.
    func watchSignals(_ body: @escaping () -> Void) {
        signals = [SIGTERM, SIGINT].map { SignalSource(loop, signal: $0, body) }
    }

    /// Calls `body` on the loop once a drain has ended. To be called on the loop.
    func whenDrained(_ body: @escaping () -> Void) {
        drained = body
    }

    /// Accepts no more pushes, answers those that were accepted, and sends what is late.
    func drain() {
        loop.execute { [self] in
            patience?.schedule(after: Self.drainTime)
            callback?.drain { [self] in pushes?.whenIdle { [self] in finish() } }
        }
    }

    /// Ends the loop and frees what lived on it.
    func close() {
        loop.execute { [self] in
            session.close()
            stores?.close()
            stores = nil
            signals = []
            admin = nil
            callback = nil
            pushes = nil
            patience = nil
            recorder = nil
            loop.stop()
        }
    }

    private func finish() {
        patience?.cancel()
        if let count = pushes?.unfinished, count > 0 { recorder?.noteUnfinished(count) }
        recorder?.flush()
        drained?()
        drained = nil
    }
}
