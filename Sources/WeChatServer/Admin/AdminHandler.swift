import Bytes
import Networking

/// The operators' listener: health, readiness and metrics. Keep it private; it asks nobody who he is.
final class AdminHandler: HTTPHandler {
    private let state: ServerState

    init(_ state: ServerState) {
        self.state = state
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard request.method == .get else { return exchange.respond(HTTPResponse(.methodNotAllowed)) }
        if request.path.equals("/healthz") {
            respond(exchange, .text, "ok\n")
        } else if request.path.equals("/readyz") {
            let isReady = state.isReady
            respond(exchange, .text, isReady ? "ready\n" : "stopping\n", isReady ? .ok : .serviceUnavailable)
        } else if request.path.equals("/metrics") {
            respond(exchange, .metrics, state.metricsPage)
        } else {
            exchange.respond(HTTPResponse(.notFound))
        }
    }

    func refused(_ error: HTTPError) {}

    private func respond(
        _ exchange: HTTPExchange, _ type: HTTPResponse.ContentType, _ text: String, _ status: HTTPStatus = .ok
    ) {
        var text = text
        text.withUTF8 { exchange.respond(HTTPResponse(type, UnsafeRawBufferPointer($0), status: status)) }
    }
}
