import Glibc
import Networking
import WeChat

/// The callback listener on one loop: a request's path names the account, and its endpoint does the rest.
final class PushHandler: HTTPHandler, @unchecked Sendable {  // used on its loop only, by its tasks too
    private struct Route {
        let path: [UInt8]
        let endpoint: Endpoint
    }

    private let routes: [Route]
    private let recorder: Recorder
    private let handlerTime: Int
    /// Where answers are made. Empty between two requests, its memory kept.
    private var answer: [UInt8] = []

    init(_ sites: [(path: String, endpoint: Endpoint)], _ recorder: Recorder, handlerTime: Int) {
        routes = sites.map { Route(path: Array($0.path.utf8), endpoint: $0.endpoint) }
        self.recorder = recorder
        self.handlerTime = handlerTime
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let started = MonotonicTime.now()
        let now = time(nil)
        guard let endpoint = routes.first(where: { $0.path.elementsEqual(request.path) })?.endpoint else {
            recorder.refuse("path", "wrong path: no account is configured for it", nil, now)
            return exchange.respond(HTTPResponse(.notFound))
        }
        do {
            switch request.method {
            case .get:
                let echo = try endpoint.handshake(request.query, now: now)
                exchange.respond(HTTPResponse(.text, echo))
            case .post:
                let push = try endpoint.open(request.query, request.body, now: now)
                deliver(Delivery(push, endpoint, exchange, started))
            }
        } catch {
            recorder.refuse(error.label, error.reason, endpoint.account, now)
            exchange.respond(HTTPResponse(error.isForbidden ? .forbidden : .badRequest))
        }
    }

    func refused(_ error: HTTPError) {
        recorder.refuse("http", error.reason, nil, time(nil))
    }

    /// Has a push handled: at once where the handlers are ready, on the loop within the time that WeChat waits where
    /// they are not.
    private func deliver(_ delivery: Delivery) {
        do {
            switch try delivery.endpoint.dispatch(delivery.push) {
            case .answered(let reply):
                settle(delivery, reply, reply == nil ? .success : .replied)
            case .suspended(let rest):
                delivery.exchange.expire(at: delivery.started + handlerTime) { [unowned self] in
                    settle(delivery, nil, .late)
                }
                delivery.exchange.loop.run { await self.finish(delivery, rest) }
            }
        } catch {
            fail(delivery, error)
        }
    }

    private func finish(_ delivery: Delivery, _ rest: @Sendable () async throws -> Reply?) async {
        do {
            let reply = try await rest()
            settle(delivery, reply, reply == nil ? .success : .replied)
        } catch {
            fail(delivery, error)
        }
    }

    private func fail(_ delivery: Delivery, _ error: any Error) {
        recorder.note(error, delivery)
        settle(delivery, delivery.endpoint.account.apology.map { .text($0) }, .failed)
    }

    /// Answers and takes it down, once. What comes after that is too late to be sent.
    private func settle(_ delivery: Delivery, _ reply: Reply?, _ outcome: Outcome) {
        guard !delivery.isSettled else { return recorder.noteUnsent(reply, delivery) }
        delivery.isSettled = true
        let (sent, mistake) = delivery.endpoint.seal(reply, to: delivery.push, now: time(nil), into: &answer)
        answer.withUnsafeBytes { bytes in
            delivery.exchange.respond(HTTPResponse(sent.isMessage ? .xml : .text, bytes))
        }
        answer.removeAll(keepingCapacity: true)
        if let mistake { recorder.note(mistake, delivery) }
        recorder.record(delivery, outcome)
    }
}

/// A push that waits for its answer.
final class Delivery: @unchecked Sendable {  // used on the exchange's loop only, handlers included
    let push: Push
    let endpoint: Endpoint
    let exchange: HTTPExchange
    let started: MonotonicTime
    var isSettled = false

    init(_ push: Push, _ endpoint: Endpoint, _ exchange: HTTPExchange, _ started: MonotonicTime) {
        self.push = push
        self.endpoint = endpoint
        self.exchange = exchange
        self.started = started
    }
}
