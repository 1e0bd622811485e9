import Bytes
import Glibc
import Networking
import WeChat

/// The callback listener on one loop: a request's path names the account, and its endpoint does the rest.
final class PushHandler: HTTPHandler, @unchecked Sendable {  // used on its loop only, by its tasks too
    private let routes: [Route]
    let recorder: Recorder
    private let handlerTime: Int
    /// Where answers are made. Empty between two turns, its memory kept; used in one function, so not checked for
    /// exclusive access at run time.
    @exclusivity(unchecked) private var answer = ByteBuffer()

    init(_ routes: [Route], _ recorder: Recorder, handlerTime: Int) {
        self.routes = routes
        self.recorder = recorder
        self.handlerTime = handlerTime
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
        deliver(
            Delivery(
                push: opened.push, envelope: opened.envelope, context: context, endpoint: endpoint,
                exchange: exchange, started: started))
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

    /// Has a push handled: at once where the handlers are ready, and where they are not, on the loop, within the time
    /// that WeChat waits.
    private func deliver(_ delivery: Delivery) {
        var queue = delivery.endpoint.handlers(for: delivery.push)
        do {
            switch try queue.next(delivery.push, delivery.context) {
            case .answered(let reply): settle(delivery, reply, reply == nil ? .success : .replied)
            case .waits(let handler):
                let time = min(handlerTime, delivery.endpoint.patience(with: delivery.push))
                WaitingPush(delivery, handler, queue, self).start(until: delivery.started + time)
            }
        } catch {
            fail(delivery, error)
        }
    }

    func fail(_ delivery: Delivery, _ error: any Error) {
        recorder.note(error, delivery)
        settle(delivery, delivery.endpoint.apology(for: delivery.push), .failed)
    }

    /// Answers, and takes it down. When the client has gone meanwhile it is too late, whatever the handler did.
    func settle(_ delivery: Delivery, _ reply: Reply?, _ outcome: Outcome) {
        let outcome = delivery.exchange.isOpen ? outcome : .late
        // The next request of the connection may be answered inside `respond`, behind this answer.
        let start = answer.count
        let sealed = delivery.endpoint.seal(
            reply, to: delivery.push, in: delivery.envelope, now: time(nil), into: &answer)
        delivery.exchange.respond(
            HTTPResponse(.init(sealed.format), UnsafeRawBufferPointer(rebasing: answer.bytes[start...])))
        if start == 0 { answer.removeAll() } else { answer.truncate(to: start) }
        if let mistake = sealed.mistake { recorder.note(mistake, delivery) }
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
