import Bytes
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
    let recorder: Recorder
    private let handlerTime: Int
    /// Where answers are made. Empty between two turns, its memory kept; used in one function, so not checked for
    /// exclusive access at run time.
    @exclusivity(unchecked) private var answer = ByteBuffer()

    init(_ sites: [(path: String, endpoint: Endpoint)], _ recorder: Recorder, handlerTime: Int) {
        routes = sites.map { Route(path: Array($0.path.utf8), endpoint: $0.endpoint) }
        self.recorder = recorder
        self.handlerTime = handlerTime
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let started = MonotonicTime.now()
        let now = time(nil)
        guard let endpoint = endpoint(at: request.path) else {
            recorder.refuse("path", "wrong path: no account is configured for it", nil, now)
            return exchange.respond(HTTPResponse(.notFound))
        }
        do {
            switch request.method {
            case .get:
                let echo = try endpoint.handshake(request.query, now: now)
                exchange.respond(HTTPResponse(.text, echo))
                recorder.noteHandshake(endpoint)
            case .post:
                let push = try endpoint.open(request.query, request.body, now: now)
                deliver(Delivery(push: push, endpoint: endpoint, exchange: exchange, started: started))
            }
        } catch {
            recorder.refuse(error.label, error.reason, endpoint.account, now)
            exchange.respond(HTTPResponse(error.isForbidden ? .forbidden : .badRequest))
        }
    }

    private func endpoint(at path: UnsafeRawBufferPointer) -> Endpoint? {
        routes.first { $0.path.withUnsafeBytes { $0.equals(path) } }?.endpoint
    }

    func refused(_ error: HTTPError) {
        recorder.refuse("http", error.reason, nil, time(nil))
    }

    /// Has a push handled: at once where the handlers are ready, and where they are not, on the loop, within the time
    /// that WeChat waits.
    private func deliver(_ delivery: Delivery) {
        var queue = delivery.endpoint.handlers(for: delivery.push)
        do {
            switch try queue.next(delivery.push, delivery.endpoint.context) {
            case .answered(let reply): settle(delivery, reply, reply == nil ? .success : .replied)
            case .waits(let handler):
                WaitingPush(delivery, handler, queue, self).start(until: delivery.started + handlerTime)
            }
        } catch {
            fail(delivery, error)
        }
    }

    func fail(_ delivery: Delivery, _ error: any Error) {
        recorder.note(error, delivery)
        settle(delivery, delivery.endpoint.account.apology.map { .text($0) }, .failed)
    }

    /// Answers, and takes it down. When the client has gone meanwhile it is too late, whatever the handler did.
    func settle(_ delivery: Delivery, _ reply: Reply?, _ outcome: Outcome) {
        let outcome = delivery.exchange.isOpen ? outcome : .late
        // The next request of the connection may be answered inside `respond`, behind this answer.
        let start = answer.count
        let (sent, mistake) = delivery.endpoint.seal(reply, to: delivery.push, now: time(nil), into: &answer)
        let type = sent.isDocument ? HTTPResponse.ContentType.xml : .text
        delivery.exchange.respond(HTTPResponse(type, UnsafeRawBufferPointer(rebasing: answer.bytes[start...])))
        if start == 0 { answer.removeAll() } else { answer.truncate(to: start) }
        if let mistake { recorder.note(mistake, delivery) }
        recorder.record(delivery, outcome)
    }
}
