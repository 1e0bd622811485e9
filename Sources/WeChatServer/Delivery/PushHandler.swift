import Bytes
import Glibc
import Networking
import WeChat

/// The callback listener on one loop: a request's path names the account, and its endpoint does the rest.
final class PushHandler: HTTPHandler, @unchecked Sendable {  // used on its loop only, by its tasks too
    private let routes: [Route]
    let recorder: Recorder
    private let limits: Configuration.Limits
    /// What is going on, on all loops.
    private let inbox: Locked<Inbox<Delivery>>
    /// The runs of this loop that wait.
    private var runs = RunTable()

    /// Looks after them while there are any.
    private var hungTimer: LoopTimer?
    /// Where answers are made. Empty between two turns, its memory kept; used in one function, so not checked for
    /// exclusive access at run time.
    @exclusivity(unchecked) private var answer = ByteBuffer()

    init(
        _ loop: EventLoop, _ routes: [Route], _ recorder: Recorder, _ inbox: Locked<Inbox<Delivery>>,
        _ limits: Configuration.Limits
    ) {
        self.routes = routes
        self.inbox = inbox
        self.recorder = recorder
        self.limits = limits
        hungTimer = LoopTimer(loop) { [unowned self] in giveUpHung() }
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
        var context = endpoint.context
        if let cloud { context.cloud = cloud }
        if !authorizer.isEmpty { context.authorizerAppID = String(decoding: authorizer, as: UTF8.self) }
        let key = PushKey(opened.push, account: route.account)
        deliver(Delivery(opened, key, context, endpoint, exchange, started: started, owner: self))
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

/// From a delivery to its answer.
extension PushHandler {
    /// Has a push handled that has not come before, and gives further deliveries the same answer.
    private func deliver(_ delivery: Delivery) {
        switch inbox.withLock({ $0.arrive(delivery.key, now: time(nil), delivery) }) {
        case .runs: begin(delivery, isWaiting: false)
        case .waits: delivery.hold(until: deadline(of: delivery))
        case .answered(let answer): settle(delivery, answer, .repeated)
        case .refused: refuse(delivery)
        }
    }

    /// Asks the handlers: at once where they are ready, and where they are not, in a task. `isWaiting` says that the
    /// delivery waits with others for the end of its push.
    func begin(_ delivery: Delivery, isWaiting: Bool) {
        var queue = delivery.endpoint.handlers(for: delivery.push)
        do {
            switch try queue.next(delivery.push, delivery.context) {
            case .answered(let reply): end(delivery, .success(reply), isWaiting: isWaiting)
            case .waits(let handler):
                if !isWaiting {
                    inbox.withLock { $0.wait(delivery.key, delivery) }
                    delivery.hold(until: deadline(of: delivery))
                }
                let run = PushRun(delivery, handler, queue, self)
                runs.add(run)
                if hungTimer?.isScheduled == false { hungTimer?.schedule(after: 1_000) }
                run.start()
            }
        } catch {
            end(delivery, .failure(error), isWaiting: isWaiting)
        }
    }

    /// The handlers that waited have ended.
    func end(_ run: PushRun, _ result: Result<Reply?, any Error>) {
        runs.remove(run)
        end(run.delivery, result, isWaiting: true)
    }

    /// Answers all deliveries of a push, and starts those that have waited for its end.
    private func end(_ delivery: Delivery, _ result: Result<Reply?, any Error>, isWaiting: Bool) {
        let (reply, outcome, isKept) = settled(result, delivery)
        let answer = PushAnswer(reply: reply, time: time(nil))
        let (waiters, queued) = inbox.withLock { $0.finish(delivery.key, isKept ? answer : nil) }
        if !isWaiting {
            settle(delivery, answer, outcome)
        } else if waiters.first == nil {
            recorder.noteUnsent(reply, delivery)
        }
        waiters.first?.answer(answer, isWaiting ? outcome : .repeated)
        for waiter in waiters.others { waiter.answer(answer, .repeated) }
        for push in queued { push.begin() }
    }

    /// What is answered, and whether it is the answer to further deliveries as well: a push that WeChat is told to send
    /// again must run again.
    private func settled(
        _ result: Result<Reply?, any Error>, _ delivery: Delivery
    ) -> (reply: Reply?, outcome: Outcome, isKept: Bool) {
        switch result {
        case .success(let reply): return (reply, reply == nil ? .success : .replied, true)
        case .failure(let error):
            recorder.note(error, delivery)
            let apology = delivery.endpoint.apology(for: delivery.push)
            return (apology, .failed, delivery.endpoint.overdueReply(to: delivery.push) == nil)
        }
    }

    /// The time that WeChat waits is nearly over and the push has not ended.
    func answerLate(_ delivery: Delivery) {
        inbox.withLock { $0.leave(delivery.key, delivery) }
        let reply = delivery.endpoint.overdueReply(to: delivery.push)
        settle(delivery, PushAnswer(reply: reply, time: time(nil)), .late)
    }

    /// There is no room for the push. WeChat sends it again when it gets no answer, and at once when it gets a bad one: so
    /// it gets that as late as can be.
    private func refuse(_ delivery: Delivery) {
        delivery.exchange.expire(at: delivery.started + limits.refusalTime) { [recorder] in
            delivery.exchange.respond(HTTPResponse(.serviceUnavailable))
            recorder.record(delivery, .overloaded)
        }
    }

    private func deadline(of delivery: Delivery) -> MonotonicTime {
        delivery.started + min(limits.handlerTime, delivery.endpoint.patience(with: delivery.push))
    }

    /// Ends the runs that have not ended in a long time.
    private func giveUpHung() {
        let now = MonotonicTime.now()
        let all = runs.all
        if !all.isEmpty { hungTimer?.schedule(after: 1_000) }
        for run in all where run.delivery.started + limits.longestRun < now {
            run.giveUp()
            recorder.noteHung(run.delivery)
            end(run, .success(nil))
        }
    }

    /// Answers, and takes it down. When the client has gone meanwhile it is too late, whatever the handler did.
    func settle(_ delivery: Delivery, _ reply: PushAnswer, _ outcome: Outcome) {
        let outcome = delivery.exchange.isOpen ? outcome : .late
        // The next request of the connection may be answered inside `respond`, behind this answer.
        let start = answer.count
        let sealed = delivery.endpoint.seal(
            reply.reply, to: delivery.push, in: delivery.envelope, now: reply.time, into: &answer)
        delivery.exchange.respond(
            HTTPResponse(.init(sealed.format), UnsafeRawBufferPointer(rebasing: answer.bytes[start...])))
        if start == 0 { answer.removeAll() } else { answer.truncate(to: start) }
        if outcome != .repeated, let mistake = sealed.mistake { recorder.note(mistake, delivery) }
        recorder.record(delivery, outcome)
    }
}

extension HTTPResponse.ContentType {
    fileprivate init(_ format: WireFormat?) {
        switch format {
        case .xml: self = .xml
        case .json: self = .json
        case nil: self = .text
        }
    }
}

extension CloudHosting {
    /// What a request's header fields say; nil when it does not come through cloud hosting.
    fileprivate init?(_ request: HTTPRequest) {
        self.init { name in request.field(name).map { String(decoding: $0, as: UTF8.self) } }
    }
}
