import Bytes
import Glibc
import Networking
import WeChat

/// The callback listener on one loop: a request's path names the account, and its endpoint does the rest.
final class PushHandler: HTTPHandler, @unchecked Sendable {  // used on its loop only, by its tasks too
    let routes: [Route]
    let recorder: Recorder
    let limits: Configuration.Limits
    /// What is going on, on all loops.
    let inbox: Locked<Inbox<Delivery>>
    /// The late answers of all loops.
    let outbox: Outbox
    /// What outlives the process; nil for nothing.
    let journal: Journal?
    /// What other instances share with this one; nil where it is alone.
    let stores: SharedStores?
    let loop: EventLoop
    /// Its place among all.
    let place: Int
    /// Pushes that may be why an earlier process died; nil when that is not looked for.
    let suspects: Suspects?
    /// The one that was begun last on this loop, until long enough nothing has happened.
    var suspect: Delivery?
    var suspectTimer: LoopTimer?
    /// Those of this loop.
    var pending = 0
    /// The runs of this loop that wait. Nothing else runs while it changes, so it is not checked for exclusive access.
    @exclusivity(unchecked) private var runs = RunTable()
    private var idle: (() -> Void)?

    /// Looks after them while there are any.
    private var hungTimer: LoopTimer?
    /// Where answers are made. Empty between two turns, its memory kept; used in one function, so not checked for
    /// exclusive access at run time.
    @exclusivity(unchecked) var answer = ByteBuffer()

    init(
        _ loop: EventLoop, place: Int = 0, _ routes: [Route], _ recorder: Recorder, _ state: ServerState,
        _ limits: Configuration.Limits, _ stores: SharedStores? = nil
    ) {
        self.stores = stores
        self.loop = loop
        self.place = place
        suspects = state.suspects
        self.routes = routes
        journal = state.journal
        inbox = state.inbox
        outbox = state.outbox
        self.recorder = recorder
        self.limits = limits
        hungTimer = LoopTimer(loop) { [unowned self] in giveUpHung() }
        suspectTimer = LoopTimer(loop) { [unowned self] in
            if let suspect { suspects?.release(suspect, hasEnded: false) }
            suspect = nil
        }
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let started = MonotonicTime.now()
        let now = time(nil)
        guard let (route, authorizer) = route(to: request.path) else {
            recorder.refuse(.path, "wrong path: no account is configured for it", nil, now)
            return exchange.respond(HTTPResponse(.notFound))
        }
        do throws(Refusal) {
            switch request.method {
            case .get: try shakeHands(request, exchange, route, now: now)
            case .post: try take(request, exchange, route, authorizer, started, now)
            }
        } catch {
            recorder.refuse(error.label, error.reason, route.endpoint.account, now)
            exchange.respond(HTTPResponse(error.isForbidden ? .forbidden : .badRequest))
        }
    }

    private func shakeHands(
        _ request: HTTPRequest, _ exchange: HTTPExchange, _ route: Route, now: Int
    ) throws(Refusal) {
        let (echo, use) = try route.endpoint.handshake(request.query, now: now)
        // A captured handshake is good for no push. What a push came with may be echoed: that does no harm.
        _ = route.pairs.admits(use)
        exchange.respond(HTTPResponse(.text, echo))
        recorder.noteHandshake(route.endpoint)
    }

    private func take(
        _ request: HTTPRequest, _ exchange: HTTPExchange, _ route: Route, _ authorizer: UnsafeRawBufferPointer,
        _ started: MonotonicTime, _ now: Int
    ) throws(Refusal) {
        let endpoint = route.endpoint
        let cloud = endpoint.account.isCloudHosted ? CloudHosting(request) : nil
        guard let opened = try endpoint.open(request.query, request.body, from: cloud, now: now) else {
            recorder.noteProbe(endpoint)
            return exchange.respond(HTTPResponse(.ok))
        }
        if let use = opened.use, !route.pairs.admits(use) { throw .pairUsed }
        var told: Context?
        if let cloud {
            told = endpoint.context
            told?.cloud = cloud
        }
        if !authorizer.isEmpty {
            told = told ?? endpoint.context
            told?.authorizerAppID = String(decoding: authorizer, as: UTF8.self)
        }
        let key = PushKey(opened.push, account: route.account)
        let document = journal == nil ? [] : Array(opened.document)
        deliver(Delivery(opened, document, key, told, route, exchange, started: started, owner: self), now: now)
    }

    private func route(to path: UnsafeRawBufferPointer) -> (route: Route, authorizer: UnsafeRawBufferPointer)? {
        for route in routes {
            if let authorizer = route.path.match(path) { return (route, authorizer) }
        }
        return nil
    }

    func refused(_ error: HTTPError) {
        recorder.refuse(.http, error.reason, nil, time(nil))
    }
}

/// The runs that wait, and the end of all.
extension PushHandler {
    /// A run waits: it is looked after.
    func add(_ run: PushRun) {
        runs.add(run)
        hungTimer?.scheduleUnlessDue(after: 1_000)
    }

    /// The handlers that waited have ended.
    func end(_ run: PushRun, _ result: Result<Reply?, any Error>) {
        runs.remove(run)
        end(run.delivery, result)
        noteIdle()
    }

    /// Ends the runs that have not ended in a long time.
    private func giveUpHung() {
        let now = MonotonicTime.now()
        let all = runs.all
        if !all.isEmpty { hungTimer?.schedule(after: 1_000) }
        for run in all where run.started + limits.longestRun < now {
            run.giveUp()
            end(run, .failure(HandlerHung()))
        }
    }

    /// Calls `body` once nothing runs here and no late answer is on its way.
    func whenIdle(_ body: @escaping () -> Void) {
        idle = body
        noteIdle()
    }

    func noteIdle() {
        guard let idle, unfinished == 0 else { return }
        self.idle = nil
        idle()
    }

    /// Runs that wait and answers that are on their way, on this loop.
    var unfinished: Int { runs.count + pending }
}

/// A handler that has not ended in the time that it may run.
struct HandlerHung: Error {}

extension CloudHosting {
    /// What a request's header fields say; nil when it does not come through cloud hosting.
    fileprivate init?(_ request: HTTPRequest) {
        self.init { name in request.field(name).map { String(decoding: $0, as: UTF8.self) } }
    }
}
